import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createRunProgram } from '../../../../core/programs/run-program.ts'
import { inspectImage } from '../../../../plugins/release/building/inspect-image.ts'
import { readCommit } from '../../../../plugins/release/building/commit.ts'
import { createWorkshop, type Workshop } from './workshop.ts'

const contextOf = ({ folder }: Workshop): readonly string[] =>
  readFileSync(join(folder, '..', 'state', 'context'), 'utf8')
    .trim()
    .split('\n')
const run = createRunProgram({ env: process.env })
const pushed = ({ calls }: Workshop): readonly string[] =>
  calls().filter(call => call.includes('--push'))

t.test('what is built is the commit, whatever hides in the work tree', async t => {
  const workshop = createWorkshop(t.testdir())
  workshop.write('tool.sh', '#!/bin/sh\n')
  chmodSync(join(workshop.folder, 'tool.sh'), 0o755)
  symlinkSync('tool.sh', join(workshop.folder, 'link'))
  workshop.git('add', '.')
  workshop.git('commit', '--quiet', '--message', 'tools')
  workshop.git('config', 'status.showUntrackedFiles', 'no')
  workshop.write('.git/info/exclude', 'hidden\n')
  workshop.write('.git/info/attributes', '* text eol=crlf\n*.sh export-ignore\n')
  workshop.write('release.json', 'ignored by the commit itself')
  const old = process.umask(0o077)
  try {
    await workshop.release()
  } finally {
    process.umask(old)
  }
  t.strictSame(contextOf(workshop), [
    '-rw-r--r-- .gitignore',
    '-rw-r--r-- compose.yml',
    'lrwxrwxrwx link',
    '-rwxr-xr-x tool.sh',
  ])
})

t.test('what differs is seen whatever is to hide it', async t => {
  const changes = async (change: (workshop: Workshop) => void): Promise<readonly string[]> => {
    const workshop = createWorkshop(join(t.testdir(), String(Math.trunc(performance.now()))))
    change(workshop)
    return (await readCommit(run, workshop.folder)).changes
  }
  const edited = '# edited\n'
  t.strictSame(await changes(() => undefined), [])
  t.strictSame(
    await changes(({ git, write }) => {
      git('config', 'status.showUntrackedFiles', 'no')
      write('new', '')
    }),
    ['new'],
  )
  t.strictSame(
    await changes(({ write }) => {
      write('.git/info/exclude', 'new\n')
      write('new', '')
    }),
    ['new'],
  )
  for (const flag of ['--assume-unchanged', '--skip-worktree'])
    t.strictSame(
      await changes(({ git, write }) => {
        git('update-index', flag, 'compose.yml')
        write('compose.yml', edited)
      }),
      ['compose.yml'],
      flag,
    )
})

t.test('the settings of who releases decide nothing', async t => {
  const workshop = createWorkshop(t.testdir())
  const home = join(workshop.folder, '..', 'home')
  mkdirSync(home)
  const settings = `[log]\n\tshowSignature = true\n[core]\n\texcludesFile = ${home}/ignore\n[diff]\n\tnoprefix = true\n[format]\n\tpretty = raw\n[url "https://github.com/"]\n\tinsteadOf = gh:\n`
  writeFileSync(join(home, '.gitconfig'), settings)
  writeFileSync(join(home, 'ignore'), '*\n')
  for (const line of ['log.showSignature', 'core.autocrlf']) workshop.git('config', line, 'true')
  await workshop.release({ env: { HOME: home, GIT_TRACE: '0' } })
  t.match(workshop.read('release.json'), /"created":"2026-01-01T12:00:00.000Z"/)
  t.match(workshop.calls().join('\n'), '--build-arg SOURCE_DATE_EPOCH=1767139200')
})

const remotes = ['gh:acme/x.git', 'file:///srv/x.git', '/srv/x.git', '../x', 'ftp://a.example/x']

t.test('a source that others cannot read is refused before Docker is asked anything', async t => {
  for (const remote of remotes) {
    const workshop = createWorkshop(join(t.testdir(), 'a'))
    workshop.git('remote', 'set-url', 'origin', remote)
    await t.rejects(workshop.release(), { code: 'DECKLOG_REFUSED', message: /origin/ }, remote)
    t.strictSame(workshop.calls(), [''])
  }
})

async function refusedFor(t: Test, index: string): Promise<void> {
  const workshop = createWorkshop(t.testdir())
  workshop.stock('docker.io/eventstore/eventstore:24.10.6', index)
  await t.rejects(workshop.release(), { code: 'DECKLOG_REFUSED', message: /eventstore/ })
  t.strictSame(pushed(workshop), [], 'nothing is published')
  t.notOk(workshop.tokenLeft())
}

t.test('an image of somebody else that could not be registered is refused', async t => {
  const digest = `sha256:${'3'.repeat(64)}`
  for (const [what, index] of [
    ['no platform', `{"manifests":[{"digest":"${digest}"}]}`],
    ['nothing', '{"manifests":[]}'],
    ['something else', '[]'],
    ['no JSON', '<html>'],
  ] as const)
    await t.test(`an index of ${what}`, t => refusedFor(t, index))
})

t.test('a manifest that could not be registered is refused before it is published', async t => {
  const workshop = createWorkshop(t.testdir())
  await t.rejects(workshop.release({ builder: 'x'.repeat(501) }), {
    code: 'DECKLOG_REFUSED',
    message: /builder\.name/,
  })
  t.strictSame(pushed(workshop), [])
})

t.test('of several manifests of one platform the first tells', async t => {
  const workshop = createWorkshop(t.testdir())
  const one = (digit: string): string =>
    `{"digest":"sha256:${digit.repeat(64)}","platform":{"os":"windows","architecture":"amd64"}}`
  const index = `{"manifests":[${one('3')},${one('4')}]}`
  workshop.stock('docker.io/eventstore/eventstore:24.10.6', index)
  await workshop.release()
  t.match(workshop.read('release.json'), `"digest":"sha256:${'3'.repeat(64)}","platform":"windows`)
  t.notMatch(workshop.read('release.json'), '4'.repeat(64))
})

t.test('only the registry says that there is no such image', async t => {
  const reference = 'ghcr.io/acme/decklog/backend:1'
  const ask = (stderr: string): Promise<unknown> =>
    inspectImage(
      async () => ({ exitCode: 1, stdout: Buffer.alloc(0), stderr: Buffer.from(stderr) }),
      reference,
    )
  for (const said of [
    `ERROR: ${reference}: not found`,
    'ERROR: unexpected status from HEAD request: 404 Not Found: manifest unknown',
    'ERROR: {"errors":[{"code":"NAME_UNKNOWN","message":"name unknown"}]}',
    'ERROR: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  ])
    t.equal(await ask(said), undefined, said)
  for (const said of [
    'error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH',
    'ERROR: no such host: server not found',
    'ERROR: builder "x" not found',
    `ERROR: ghcr.io/acme/other:1: not found`,
    'ERROR: 503 Service Unavailable',
    '',
  ])
    await t.rejects(ask(said), { code: 'DECKLOG_PROGRAM_FAILED' }, said)
})

t.test('reading a clone leaves it as it was', async t => {
  const workshop = createWorkshop(t.testdir())
  workshop.git('update-index', '--assume-unchanged', 'compose.yml')
  const before = workshop.git('ls-files', '-v', '-s')
  await readCommit(run, workshop.folder)
  t.equal(workshop.git('ls-files', '-v', '-s'), before, 'its index too')
})

t.test('a commit with submodules is refused by their names, and nothing is built', async t => {
  const workshop = createWorkshop(t.testdir())
  const head = workshop.git('rev-parse', 'HEAD').trim()
  for (const path of ['vendor/lib', 'vendor/größe']) {
    mkdirSync(join(workshop.folder, path), { recursive: true })
    workshop.git('update-index', '--add', '--cacheinfo', `160000,${head},${path}`)
  }
  workshop.git('commit', '--quiet', '--message', 'submodules')
  await t.rejects(workshop.release(), {
    code: 'DECKLOG_REFUSED',
    message: /submodules.*\n {2}vendor\/größe\n {2}vendor\/lib$/,
  })
  t.strictSame(
    workshop.calls().filter(call => call.includes('buildx build')),
    [],
  )
})
