import { execFileSync } from 'node:child_process'
import t from 'tap'
import { compose, createWorkshop } from './workshop.ts'

const mode = 'dry_run'
// The same files, authors and dates make the same commit everywhere.
const workshop = createWorkshop(t.testdir())
const commit = workshop.git('rev-parse', 'HEAD').trim()
const tag = `${commit.slice(0, 12)}-20260101t120000z`
const withoutDocker = { PATH: process.env['PATH'], GHCR_USERNAME: undefined, GHCR_TOKEN: undefined }

t.test('prints tags and substitutions, and asks neither Docker nor a registry', async t => {
  const { stdout, stderr } = await workshop.release({ mode, env: withoutDocker })
  t.equal(stderr, '')
  t.strictSame(workshop.calls(), [''])
  t.equal(
    stdout,
    `# Commit ${commit}, built at 2026-01-01T12:00:00.000Z
BACKEND_IMAGE=ghcr.io/acme/decklog/backend:${tag}
FRONTEND_IMAGE=ghcr.io/acme/decklog/frontend:${tag}

--- a/compose.yml
+++ b/compose.yml
@@ -3,8 +3,8 @@
   backend:
-    image: \${BACKEND_IMAGE:?set it to an image by digest}
+    image: ghcr.io/acme/decklog/backend:${tag}
     restart: unless-stopped
   frontend:
-    image: \${FRONTEND_IMAGE:?set it to an image by digest}
+    image: ghcr.io/acme/decklog/frontend:${tag}
   postgres:
-    image: \${POSTGRES_IMAGE:-docker.io/library/postgres:17.6-bookworm}
+    image: docker.io/library/postgres:17.6-bookworm
     read_only: true
@@ -13,2 +13,2 @@
   eventstore:
-    image: "eventstore/eventstore:24.10.6"
+    image: docker.io/eventstore/eventstore:24.10.6
`,
  )
  t.equal(workshop.read('release.env'), undefined, 'and writes nothing')
})

t.test('what it prints can be applied as a patch', async t => {
  const { stdout } = await workshop.release({ mode })
  const patch = stdout.slice(stdout.indexOf('---'))
  execFileSync('git', ['apply'], { cwd: workshop.folder, input: patch })
  t.match(workshop.read('compose.yml'), new RegExp(`image: ghcr.io/acme/decklog/backend:${tag}`))
  workshop.git('checkout', 'compose.yml')
})

t.test('is the same, byte for byte, for the same commit and moment', async t => {
  const first = await workshop.release({ mode })
  workshop.write('compose.yml', compose.replace('17.6', '18.0'))
  workshop.write('new.txt', 'not committed')
  const second = await workshop.release({ mode })
  t.equal(second.stdout, first.stdout, 'whatever the work tree has')
  t.match(second.stderr, /differs from its commit/)
  const other = await workshop.release({ mode, now: new Date('2026-01-01T12:00:01.000Z') })
  t.not(other.stdout, first.stdout)
})

t.test('says what it needs to know', async t => {
  const release = workshop.release({ mode, env: { REGISTRY_IMAGE: 'decklog' } })
  await t.rejects(release, {
    code: 'DECKLOG_CONFIG_INVALID',
    fields: [{ field: 'REGISTRY_IMAGE' }],
  })
})

for (const [what, text] of [
  ['a compose file without services', 'name: decklog\n'],
  ['a file that is no YAML', 'services: [\n'],
  ['a service without an image', compose.replace(/image: "event.*/, 'build: .')],
  ['an image without a tag', compose.replace('eventstore:24.10.6', 'eventstore')],
  ['an image of its own that nothing builds', compose.replace('BACKEND_IMAGE', 'WORKER_IMAGE')],
  ['an image that is spelled in parts', compose.replace(':24.10.6', ':${TAG}')],
  ['a compose file that runs no backend', compose.replace(/ {2}backend:\n.*\n.*\n/, '')],
] as const) {
  t.test(`refuses ${what}`, async t => {
    const release = createWorkshop(t.testdir(), text).release({ mode })
    await t.rejects(release, { code: 'DECKLOG_REFUSED' })
  })
}
