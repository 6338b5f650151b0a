import t from 'tap'
import { compareImages, readReport } from '../../../../plugins/rollout/checking/running-images.ts'

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`
const backend = {
  name: 'backend',
  services: ['backend'],
  repository: 'ghcr.io/acme/decklog/backend',
  tag: '0123456789ab-20260101t000000z',
  digest: digest('a'),
  platforms: [{ digest: digest('b') }],
}
const postgres = {
  ...{ name: 'postgres', services: ['postgres'], repository: 'docker.io/library/postgres' },
  ...{ tag: '18.1', digest: digest('c'), platforms: [] },
}

/** What is found when a target reports this. */
function found(report: unknown): string {
  const running = readReport(report)
  if (!running) return 'unreadable'
  const { verdict, detail } = compareImages([backend, postgres], running)
  return `${verdict}: ${detail}`
}

const right = [
  `ghcr.io/acme/decklog/backend:0123456789ab-20260101t000000z@${digest('a')}`,
  `postgres:18.1@${digest('c')}`,
]

t.test('passes when every image runs with the digest of its index or of its platform', async t => {
  t.equal(found(right), 'passed: All 2 images run as released.')
  t.match(found({ images: right }), /^passed/)
  const split = { image: 'ghcr.io/acme/decklog/backend', digest: digest('b') }
  t.match(found([split, `index.docker.io/library/postgres@${digest('c')}`]), /^passed/)
})

t.test('fails when another image runs, also beside the right one', async t => {
  const old = `ghcr.io/acme/decklog/backend:old@${digest('d')}`
  t.equal(found([old, right[1]]), 'failed: backend is another image')
  t.equal(found([...right, old]), 'failed: backend is another image')
  t.equal(found(['ghcr.io/acme/decklog/backend:old', right[1]]), 'failed: backend is another image')
})

t.test('fails when an image, or everything, does not run', async t => {
  t.equal(found([right[0]]), 'failed: postgres does not run')
  t.equal(found([]), 'failed: Nothing runs.')
})

t.test('cannot tell without a digest', async t => {
  const tagged = 'ghcr.io/acme/decklog/backend:0123456789ab-20260101t000000z'
  t.equal(found([tagged, right[1]]), 'inconclusive: No digest is told of backend')
})

t.test('a port of a registry is no tag', async t => {
  const [image] = readReport([`localhost:5000/app@${digest('a')}`]) ?? []
  t.match(image, { repository: 'localhost:5000/app', tag: null, digest: digest('a') })
})

t.test('knows a report that is none', async t => {
  for (const report of [null, 'x', 7, { services: [] }, [{ name: 'x' }]])
    t.equal(found(report), 'unreadable')
})
