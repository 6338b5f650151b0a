import t, { type Test } from 'tap'
import { runCommandLine } from '../../../../../core/cli/run-command-line.ts'
import { own, ownTag, sha256 } from '../policy-case.ts'
import { emptyList } from '../../../../support/empty-list.ts'

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function check(
  t: Test,
  files: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<Ran> {
  let out = ''
  let err = ''
  const code = await runCommandLine({
    words: ['policy', 'check', ...words],
    env: { TAG: '7.4.1' },
    cwd: t.testdir(files),
    print: text => (out += text),
    printError: text => (err += text),
  })
  return { code, out, err }
}

const bad = { 'compose.yml': 'services:\n  db:\n    image: postgres:16\n' }
const good = {
  'compose.yaml': `services:\n  app:\n    image: ${own}\n  cache:\n    image: redis:$TAG\n`,
}

t.test('audit tells and passes, enforce tells and fails', async t => {
  const out =
    /^compose\.yml:3 {2}bare-major-tag {2}db: postgres:16\n {4}.* Name an exact version.*\n1 image judged, 1 finding\n$/
  t.match(await check(t, bad), { code: 0, out })
  t.match(await check(t, bad, '--mode', 'enforce'), { code: 1, out })
})

t.test('passes what meets the policy, with variables of the environment', async t => {
  t.match(await check(t, good, '--mode', 'enforce'), {
    code: 0,
    out: '2 images judged, 0 findings\n',
  })
})

t.test('prints no control characters of a file', async t => {
  const files = { 'compose.yml': 'services:\n  app:\n    image: "redis:\\e[2J"\n' }
  t.match((await check(t, files)).out, /app: redis:\\u\{1b\}\[2J\n/)
})

t.test('--pushed asks for the digests of our own images', async t => {
  t.match(await check(t, good, '--mode', 'enforce', '--pushed'), { code: 1, out: /own-digest/ })
  const pushed = { 'compose.yml': `services:\n  app:\n    image: ${own}@${sha256}\n` }
  t.equal((await check(t, pushed, '--mode', 'enforce', '--pushed')).code, 0)
})

t.test('--json says all of it to a program', async t => {
  const { code, out } = await check(t, bad, '--json', '--mode', 'enforce')
  t.equal(code, 1)
  t.match(JSON.parse(out), {
    mode: 'enforce',
    verdict: 'failed',
    images_judged: 1,
    findings: [
      {
        file: 'compose.yml',
        line: 3,
        service: 'db',
        reference: 'postgres:16',
        rule: 'bare-major-tag',
        fix: String,
        waiver: null,
      },
    ],
    waivers: emptyList,
  })
})

t.test('merges the files that are named, with the env files in their order', async t => {
  const files = {
    'base.yml': 'services:\n  app:\n    image: $IMAGE\n',
    'more.yml': 'services:\n  db:\n    image: postgres:$DB\n',
    'a.env': `IMAGE=ghcr.io/acme/backend:${ownTag}\nDB=17\n`,
    'b.env': 'DB=17.6\n',
  }
  const envFiles = ['--env-from', 'a.env', '--env-from', 'b.env']
  const ran = await check(t, files, 'base.yml', 'more.yml', ...envFiles, '--mode', 'enforce')
  t.match(ran, { code: 0, out: '2 images judged, 0 findings\n' })
})

t.test('takes the override beside the Compose file of the folder', async t => {
  const files = { ...bad, 'compose.override.yml': 'services:\n  db:\n    image: postgres:17.6\n' }
  t.equal((await check(t, files, '--mode', 'enforce')).code, 0)
})

t.test('takes the files that .env lists', async t => {
  const files = {
    ...bad,
    '.env': 'COMPOSE_FILE=a.yml:b.yml\nIMAGE=redis:7.4.1\n',
    'a.yml': 'services:\n  app:\n    image: $IMAGE\n',
    'b.yml': 'services:\n  db:\n    image: postgres:17.6\n',
  }
  t.match(await check(t, files, '--mode', 'enforce'), {
    code: 0,
    out: '2 images judged, 0 findings\n',
  })
})

t.test('judges Dockerfiles by themselves', async t => {
  const files = { Dockerfile: 'FROM node:24\n' }
  const ran = await check(t, files, '--dockerfile', 'Dockerfile', '--mode', 'enforce')
  t.match(ran, { code: 1, out: /^Dockerfile:1 {2}bare-major-tag {2}node:24\n/ })
})

t.test('exits 2 when it cannot read what it is to judge, or is asked wrongly', async t => {
  t.match(await check(t, bad, 'none.yml'), {
    code: 2,
    err: /none\.yml:1: .*DECKLOG_INPUT_UNREADABLE/,
  })
  t.match(await check(t, { 'compose.yml': 'services: [' }), { code: 2, err: /compose\.yml:1: / })
  t.match(await check(t, bad, '--mode', 'strict'), { code: 2, err: /DECKLOG_VALIDATION/ })
  t.match(await check(t, bad, '--bogus'), { code: 2, err: /--bogus/ })
})

const waivers = (...lines: readonly string[]): string =>
  `plugins:\n  release:\n    policy:\n      waivers:\n${lines.map(line => `        - ${line}\n`).join('')}`

t.test('waivers of the configuration let pass, and those that do not are told', async t => {
  const rule = 'rule: bare-major-tag, who: ann, why: no others'
  const files = {
    ...bad,
    'decklog.yml': waivers(
      `{${rule}, reference: postgres, expires: 2199-12-31}`,
      `{${rule}, service: db, expires: 2020-01-01}`,
      `{${rule}, service: cache, expires: 2199-12-31}`,
    ),
  }
  const ran = await check(t, files, '--mode', 'enforce')
  t.match(ran, { code: 0, out: /Waived by ann until 2199-12-31: no others/ })
  t.match(ran.out, /for db \(ann, until 2020-01-01\) has expired/)
  t.match(ran.out, /for cache .* is of no use/)
  t.match(ran.out, /1 image judged, 0 findings, 1 waived\n$/)
})

t.test('a waiver of a floating tag of ours is told to be refused', async t => {
  const files = {
    'compose.yml': 'services:\n  app:\n    image: ghcr.io/acme/backend:latest\n',
    'decklog.yml': waivers(
      '{rule: floating-tag, service: app, who: ann, why: x, expires: 2199-12-31}',
    ),
  }
  t.match(await check(t, files, '--mode', 'enforce'), { code: 1, out: /cannot be waived/ })
})

t.test('what is not understood is not clean, whatever the mode', async t => {
  const files = {
    'typo.yml': 'service:\n  app:\n    image: redis:latest\n',
    'package.json': '{"name": "x", "version": "1.0.0", "license": "ISC"}',
    'v1.yml': 'web:\n  image: redis:latest\n',
    'empty.yml': '',
    Formfile: 'FORM alpine\n',
    'README.md': '# Title\n\nSome words, and no instructions.\n',
  }
  const refused = { code: 2, out: '', err: /DECKLOG_INPUT_UNREADABLE/ }
  for (const mode of ['enforce', 'audit'])
    for (const words of [
      ...['typo.yml', 'package.json', 'v1.yml', 'empty.yml', '/dev/null', 'README.md'].map(one => [
        one,
      ]),
      ...['Formfile', 'README.md', 'empty.yml', '/dev/null', 'package.json'].map(one => [
        '--dockerfile',
        one,
      ]),
    ])
      t.match(await check(t, files, ...words, '--mode', mode), refused, words.join(' '))
})

t.test('services that give no image to judge pass no enforcement', async t => {
  const provided = {
    'compose.yml': 'services:\n  db:\n    provider: {type: awesomecloud}\n',
    Dockerfile: 'FROM redis:7.4.1\n',
  }
  const refused = { code: 2, out: '', err: /compose\.yml:1: .*no image/ }
  t.match(await check(t, provided, '--mode', 'enforce'), refused)
  t.match(await check(t, provided, '--mode', 'enforce', '--json'), { code: 2 })
  const beside = ['compose.yml', '--dockerfile', 'Dockerfile', '--mode', 'enforce']
  t.match(await check(t, provided, ...beside), refused, 'a Dockerfile speaks for no service')
  t.match(await check(t, provided), { code: 0, out: '0 images judged, 0 findings\n' })
  const scratch = { Dockerfile: 'FROM scratch\n' }
  t.equal((await check(t, scratch, '--dockerfile', 'Dockerfile', '--mode', 'enforce')).code, 0)
})
