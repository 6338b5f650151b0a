import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type Manifest, manifestSchema, releaseIdOf } from '../../../../plugins/release/manifest.ts'
import { createWorkshop, secret, type Workshop } from './workshop.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function manifestOf(workshop: Workshop): Manifest {
  return JSON.parse(workshop.read('release.json') ?? '')
}

function nothingWritten(workshop: Workshop): boolean {
  return ['release.json', 'release.env'].every(file => workshop.read(file) === undefined)
}

const pushed = ({ calls }: Workshop): readonly string[] =>
  calls().filter(call => call.includes('--push'))

t.test('a release', async t => {
  const workshop = createWorkshop(t.testdir())
  const commit = workshop.git('rev-parse', 'HEAD').trim()
  const { stdout } = await workshop.release()
  const manifest = manifestOf(workshop)

  t.test('is described by a manifest with every image by digest', async t => {
    t.equal(manifestSchema.validate(manifest).error, undefined)
    const platforms = [{ platform: 'linux/amd64', digest: `sha256:${'0'.repeat(63)}1` }]
    const tag = `${commit.slice(0, 12)}-20260101t120000z`
    t.match(manifest, {
      version: 1,
      commit,
      source: 'https://github.com/acme/decklog',
      created: '2026-01-01T12:00:00.000Z',
      builder: { name: 'a test', tool: 'github.com/docker/buildx v0.20.1' },
      images: [
        {
          name: 'backend',
          kind: 'own',
          repository: 'ghcr.io/acme/decklog/backend',
          tag,
          platforms,
        },
        { name: 'frontend', kind: 'own', services: ['frontend'], tag },
        {
          name: 'postgres',
          kind: 'foreign',
          repository: 'docker.io/library/postgres',
          services: ['postgres', 'backup'],
        },
        { name: 'eventstore', repository: 'docker.io/eventstore/eventstore', tag: '24.10.6' },
      ],
    })
    t.ok(manifest.images.every(({ digest }) => /^sha256:[0-9a-f]{64}$/.test(digest)))
  })

  t.test('has the SHA-256 of release.json as its id', async t => {
    const text = workshop.read('release.json') ?? ''
    t.equal(sha256(text), releaseIdOf(manifest))
    t.match(stdout, `# release id\n${sha256(text)}\n`)
    t.match(stdout, text)
  })

  t.test('sets the variables of the compose file to digests', async t => {
    const [backend, frontend, postgres] = manifest.images.map(
      ({ repository, tag, digest }) => `${repository}:${tag}@${digest}`,
    )
    const env = `BACKEND_IMAGE=${backend}\nFRONTEND_IMAGE=${frontend}\nPOSTGRES_IMAGE=${postgres}\n`
    t.equal(workshop.read('release.env'), env)
    t.match(stdout, env)
  })

  t.test('is built with labels and annotations, as old as its commit', async t => {
    const [build] = workshop.calls().filter(call => call.startsWith('buildx build'))
    const notes = [
      `org.opencontainers.image.revision=${commit}`,
      'org.opencontainers.image.created=2025-12-31T00:00:00.000Z',
      'org.opencontainers.image.source=https://github.com/acme/decklog',
    ]
    for (const note of notes) {
      t.match(build, `--label ${note}`)
      t.match(build, `--annotation index,manifest:${note}`)
    }
    t.match(build, '--platform linux/amd64,linux/arm64')
    t.match(build, '--build-arg SOURCE_DATE_EPOCH=1767139200')
    t.match(build, '--file Dockerfile')
    t.notMatch(build, '--push', 'first without publishing anything')
  })

  t.test('gives the token by standard input alone, and takes it back', async t => {
    t.match(workshop.calls(), [
      /version$/,
      /bootstrap$/,
      'login ghcr.io --username ci --password-stdin',
    ])
    t.equal(workshop.calls().at(-1), 'logout ghcr.io')
    t.notOk(workshop.tokenLeft())
    t.notMatch(workshop.calls().join('\n') + stdout, secret)
  })

  t.test('can be published again, and nothing is pushed twice', async t => {
    const before = workshop.read('release.json')
    t.equal(pushed(workshop).length, 2)
    await workshop.release()
    t.equal(workshop.read('release.json'), before)
    t.equal(pushed(workshop).length, 2)
  })
})

t.test('a tag that exists with another digest is refused before anything is pushed', async t => {
  const workshop = createWorkshop(t.testdir())
  const tag = `${workshop.git('rev-parse', 'HEAD').slice(0, 12)}-20260101t120000z`
  workshop.stock(`ghcr.io/acme/decklog/frontend:${tag}`, '{"manifests":[]}')
  await t.rejects(workshop.release(), { code: 'DECKLOG_REFUSED', message: /exists already/ })
  t.strictSame(pushed(workshop), [])
  t.ok(nothingWritten(workshop))
  t.notOk(workshop.tokenLeft())
})

t.test('a dirty tree is refused before Docker is asked anything', async t => {
  const workshop = createWorkshop(t.testdir())
  workshop.write('new.txt', '')
  await t.rejects(workshop.release(), { code: 'DECKLOG_REFUSED', message: /new\.txt/ })
  t.strictSame(workshop.calls(), [''])
})

t.test('a missing tool, and credentials that are missing, are refused', async t => {
  const workshop = createWorkshop(t.testdir())
  const git = execFileSync('which', ['git'], { encoding: 'utf8' }).trim()
  const PATH = join(workshop.folder, '..', 'git-alone')
  mkdirSync(PATH)
  symlinkSync(git, join(PATH, 'git'))
  await t.rejects(workshop.release({ env: { PATH } }), {
    code: 'DECKLOG_PROGRAM_FAILED',
    message: /docker cannot be run/,
  })
  await t.rejects(workshop.release({ env: { GHCR_TOKEN: undefined } }), {
    code: 'DECKLOG_CONFIG_INVALID',
    fields: [{ field: 'GHCR_TOKEN' }],
  })
  t.ok(nothingWritten(workshop))
})

t.test('nothing is half done', async t => {
  const workshop = createWorkshop(t.testdir())
  await workshop.release()
  const files = (): readonly unknown[] => ['release.json', 'release.env'].map(workshop.read)
  const before = files()

  for (const [minute, [what, fails]] of (
    [
      ['buildx', '^buildx version'],
      ['the builder', '^buildx inspect'],
      ['the login', '^login'],
      ['an image of somebody else', 'inspect --raw docker.io/library/postgres'],
      ['the second build', 'build --file frontend/Dockerfile'],
      ['the look at the registry', 'inspect --raw ghcr.io/acme/decklog/frontend'],
      ['the first push', 'Dockerfile.*/backend.*--push'],
      ['the second push', 'Dockerfile.*/frontend.*--push'],
      ['the look at what was pushed', 'inspect --raw ghcr.io/.*@sha256'],
    ] as const
  ).entries()) {
    t.test(`when ${what} fails`, async t => {
      const now = new Date(Date.UTC(2026, 0, 2, 12, minute))
      const pushes = pushed(workshop).length
      const failing = workshop.release({ now, env: { STANDIN_FAIL: fails } })
      await t.rejects(failing, { code: 'DECKLOG_PROGRAM_FAILED', message: /told to fail/ })
      t.strictSame(files(), before, 'the files of the release before stay whole')
      t.notOk(workshop.tokenLeft(), 'the token is not left behind')
      if (!what.includes('push')) t.equal(pushed(workshop).length, pushes, 'nothing is published')
    })
  }

  t.test('and a release whose second push failed can be tried again', async t => {
    const now = new Date('2026-01-03T12:00:00.000Z')
    await t.rejects(workshop.release({ now, env: { STANDIN_FAIL: 'frontend.*--push' } }))
    const pushes = pushed(workshop).length
    await workshop.release({ now })
    t.equal(manifestOf(workshop).created, now.toISOString())
    t.match(pushed(workshop).slice(pushes), [/frontend/], 'what was pushed is not pushed again')
  })
})

t.test('an image without an index has one platform', async t => {
  const workshop = createWorkshop(t.testdir())
  const text = '{"config":{},"layers":[]}'
  workshop.stock('docker.io/eventstore/eventstore:24.10.6', text)
  await workshop.release()
  const digest = `sha256:${sha256(text)}`
  t.match(manifestOf(workshop).images[3], {
    digest,
    platforms: [{ platform: 'linux/arm64/v8', digest }],
  })
})

t.test('a build that is another one each time is not released', async t => {
  const workshop = createWorkshop(t.testdir())
  const release = workshop.release({ env: { STANDIN_DRIFT: 'yes' } })
  await t.rejects(release, { code: 'DECKLOG_REFUSED', message: /was built as .* pushed as/ })
  t.ok(nothingWritten(workshop))
})

t.test('a repository without a remote tells no source, and is refused', async t => {
  const workshop = createWorkshop(t.testdir())
  workshop.git('remote', 'remove', 'origin')
  await t.rejects(workshop.release(), { code: 'DECKLOG_REFUSED' })
})
