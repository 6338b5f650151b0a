import t from 'tap'
import { diffImages } from '../../frontend/pages/releases/image-diff.ts'
import { runningOf } from '../../frontend/pages/releases/running-of.ts'
import { compareRunning } from '../../frontend/pages/targets/compare-running.ts'
import { outcomeOf } from '../../frontend/pages/rollouts/describe-verification.ts'
import { shortDigest } from '../../frontend/words/digests.ts'

const image = (name: string, digest: string, repository = 'ghcr.io/acme/shop') => ({
  ...{ name, digest, repository },
  tag: '1',
})

t.test(
  'images are compared by their digests and where they are from, what changes first',
  async t => {
    const before = [image('a', '1'), image('b', '2'), image('c', '3'), image('e', '5')]
    const after = [
      image('a', '1'),
      image('b', '9'),
      image('d', '4'),
      image('e', '5', 'elsewhere.io'),
    ]
    t.strictSame(
      diffImages(before, after).map(({ name, kind }) => `${name} ${kind}`),
      ['b changed', 'e changed', 'd new', 'c gone', 'a unchanged'],
    )
    t.strictSame(
      diffImages([], after).map(({ kind }) => kind),
      ['new', 'new', 'new', 'new'],
    )
    t.match(diffImages(before, []), [{ kind: 'gone', after: null }])
  },
)

t.test('what runs is what passed its newest verification last', async t => {
  const found = (release_id: string | null, verdict: 'passed' | 'failed') => ({
    ...{ release_id, verdict, target: 'production' },
    finished_at: '2026-02-24T10:00:00Z',
  })
  t.equal(runningOf([]), null)
  t.equal(runningOf([found(null, 'passed')]), null)
  t.match(runningOf([found('a', 'failed'), found('b', 'passed')]), { releaseId: 'b' })
  t.equal(runningOf([found('a', 'failed'), found('a', 'passed')]), null, 'it failed since')
})

t.test('says what a verification found', async t => {
  const check = (name: string, passed: boolean, required = true) => ({ name, passed, required })
  const base = { checks: [check('images', true)], health_gate: null, rollback: null }
  t.equal(outcomeOf({ ...base, verdict: 'passed' }), '1 check passed')
  const failed = { ...base, checks: [check('images', false), check('hint', false, false)] }
  t.equal(outcomeOf({ ...failed, verdict: 'failed' }), 'images failed')
  const waited = { ...base, health_gate: { status: 'failed', attempts: [1, 2] } }
  t.equal(outcomeOf({ ...waited, verdict: 'failed' }), 'was not healthy after 2 looks')
  const back = { ...failed, rollback: { outcome: 'timed_out' } }
  t.equal(outcomeOf({ ...back, verdict: 'failed' }), 'images failed; taking it back took too long')
})

t.test('a digest is called by its first digits', async t => {
  t.equal(shortDigest(`sha256:${'ab12'.repeat(16)}`), 'ab12ab12ab12')
  t.equal(shortDigest('9c1e2f44a0b177'), '9c1e2f44a0b1')
})

t.test('what runs is held beside what was approved by its digests alone', async t => {
  const approved = (name: string, repository: string, digest: string) => ({
    ...{ name, repository, digest },
    platforms: [{ digest: `${digest} amd64` }],
  })
  const images = [
    approved('backend', 'ghcr.io/acme/shop/backend', 'b1'),
    approved('frontend', 'ghcr.io/acme/shop/frontend', 'f1'),
    approved('postgres', 'docker.io/library/postgres', 'p1'),
    approved('worker', 'reg.example:5000/worker', 'w1'),
    approved('gone', 'ghcr.io/acme/gone', 'g1'),
  ]
  const running = [
    { image: 'ghcr.io/acme/shop/backend:2', digest: 'b2' },
    { image: 'ghcr.io/acme/shop/frontend', digest: 'f1 amd64' },
    { image: 'postgres:18.4', digest: 'p1' },
    { image: 'reg.example:5000/worker', digest: null },
    { image: 'ghcr.io/acme/shop/backend:old', digest: 'b0' },
    { image: 'stranger', digest: null },
  ]
  t.strictSame(
    compareRunning(images, running).map(({ name, kind }) => `${name} ${kind}`),
    [
      ...['backend other', 'frontend same', 'postgres same', 'worker untold', 'gone missing'],
      ...['ghcr.io/acme/shop/backend:old extra', 'stranger extra'],
    ],
  )
  t.strictSame(compareRunning([], []), [])
})
