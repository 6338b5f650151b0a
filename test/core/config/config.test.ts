import Joi from 'joi'
import { hostname } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { makeSecret } from '../../../core/access/judging/secret.ts'
import { checkPluginConfig, checkPluginNames } from '../../../core/config/check-plugin-config.ts'
import { type LoadedSettings, loadSettings, requireTokenKeys } from '../../../core/config/config.ts'
import { DecklogError } from '../../../core/errors.ts'
import { duration } from '../../../core/timing/duration.ts'

const key32 = 'k'.repeat(32)
const other32 = 'o'.repeat(32)

function load(t: Test, yaml: string, env: Record<string, string> = {}): Promise<LoadedSettings> {
  return loadSettings({ cwd: t.testdir({ 'decklog.yml': yaml }), env })
}

async function problemsOf(loading: Promise<unknown>): Promise<readonly string[]> {
  try {
    await loading
  } catch (error) {
    if (error instanceof DecklogError && error.code === 'DECKLOG_CONFIG_INVALID')
      return error.fields.map(({ message }) => message)
    throw error
  }
  return []
}

t.test('needs no file and no variable', async t => {
  const cwd = t.testdir()
  const { settings, locate } = await loadSettings({ cwd, env: {} })
  t.same(settings, {
    host: '127.0.0.1',
    port: 8100,
    dataDir: join(cwd, '.decklog'),
    ledgerPort: 2113,
    roles: ['api', 'guards', 'projector'],
    nodeName: hostname(),
    hostRoot: '/',
    tokenKeys: [],
    logLevel: 'info',
    metrics: true,
    docs: true,
    requestsPerSecond: 200,
    asOfDiskMegabytes: 2000,
    asOfMemoryMegabytes: 64,
    checkAnswers: 'sampled',
    sealing: true,
    sealEvery: 60,
    publishCheckpointsTo: [],
    publishAlarmHours: 24,
    publicLogs: false,
    outboundAllow: [],
    extensions: [],
    plugins: {},
  })
  t.equal(locate(['port']), 'default')
})

t.test('lets the environment win over the file', async t => {
  const yaml = 'port: 9000\nhost: 0.0.0.0\nroles: [api]\n'
  const { settings, locate } = await load(t, yaml, {
    DECKLOG_PORT: '9001',
    DECKLOG_ROLES: 'guards, projector',
    DECKLOG_METRICS: 'false',
    DECKLOG_EVENTSTORE_URL: '',
  })
  t.match(settings, { port: 9001, host: '0.0.0.0', roles: ['guards', 'projector'], metrics: false })
  t.equal(settings.eventstoreUrl, undefined)
  t.equal(locate(['host']), 'decklog.yml:2')
  t.equal(locate(['port']), 'DECKLOG_PORT')
})

t.test('names file, line and key of everything that is wrong', async t => {
  const yaml = '# ours\nhost: 0.0.0.0\nport: many\nprot: 9000\nroles:\n  - api\n  - gaurds\n'
  t.same((await problemsOf(load(t, yaml))).toSorted(), [
    'decklog.yml:3: port must be a number',
    'decklog.yml:4: prot is not a setting; did you mean port?',
    'decklog.yml:7: roles.1 must be one of [api, guards, projector]',
  ])
})

t.test('names the line of a syntax error and of a key given twice', async t => {
  t.match(await problemsOf(load(t, 'host: a\nport: [1\n')), [/^decklog\.yml:\d+: /])
  t.match(await problemsOf(load(t, 'host: a\nport: 1\nport: 2\n')), [/^decklog\.yml:3: .*unique/])
  t.match(await problemsOf(load(t, '- host\n')), ['decklog.yml:1: must be a map of settings'])
})

t.test(
  'repeats nothing of a line that cannot be read, nor of a value that does not fit',
  async t => {
    const secret = 'do-not-tell-anybody'
    const broken = [
      `adminToken: "${secret}\nport: 1\n`,
      `adminToken: ${secret}: x\n`,
      `adminToken: !${secret} x\nport: [\n`,
      `adminToken: *${secret}\n`,
      `adminToken: "\\${secret}"\n`,
      `${secret}: 1\n${secret}: 2\n`,
      `adminToken: ${secret}\n\tport: 1\n`,
      `databaseUrl: ${secret}\neventstoreUrl: ${secret}\nport: ${secret}\nroles: [${secret}]\n`,
      `plugins: { notify: { webhooks: [{ name: x, url: ${secret}, secret: ${secret} }] } }\nport: [`,
    ]
    for (const yaml of broken)
      for (const problem of await problemsOf(load(t, yaml)))
        t.notOk(problem.includes(secret), problem)
    for (const yaml of broken.slice(0, 7))
      for (const problem of await problemsOf(load(t, '', { DECKLOG_PLUGINS: yaml })))
        t.notOk(problem.includes(secret), problem)
  },
)

t.test('names the variable of a wrong value', async t => {
  t.same(await problemsOf(load(t, '', { DECKLOG_PORT: '99999' })), [
    'DECKLOG_PORT: port must be a valid port',
  ])
})

t.test(
  'refuses unknown variables with a hint, and leaves those of clients and tests alone',
  async t => {
    t.same(await problemsOf(load(t, '', { DECKLOG_EVENTSTORE: 'esdb://a:1' })), [
      'DECKLOG_EVENTSTORE: is not a setting; did you mean DECKLOG_EVENTSTORE_URL?',
    ])
    const env = {
      DECKLOG_URL: 'http://a',
      DECKLOG_TOKEN: 't',
      DECKLOG_TEST_LOG: 'debug',
      HOME: '/',
    }
    t.same(await problemsOf(load(t, '', env)), [])
  },
)

t.test('refuses a named file that is not there', async t => {
  const loading = loadSettings({ cwd: t.testdir(), env: {}, file: 'other.yml' })
  t.match(await problemsOf(loading), [/^other\.yml: cannot be read/])
})

t.test('reads secrets from files', async t => {
  const cwd = t.testdir({ keys: `${key32}\n${other32}\n`, url: 'postgres://user@db/decklog\n' })
  const env = {
    DECKLOG_TOKEN_KEYS_FILE: join(cwd, 'keys'),
    DECKLOG_DATABASE_URL_FILE: join(cwd, 'url'),
  }
  const { settings, locate } = await loadSettings({ cwd, env })
  t.same(settings.tokenKeys, [key32, other32])
  t.equal(settings.databaseUrl, 'postgres://user@db/decklog')
  t.equal(locate(['tokenKeys']), 'DECKLOG_TOKEN_KEYS_FILE')
})

t.test('refuses a secret given twice, an empty file and a missing one', async t => {
  const cwd = t.testdir({ empty: '\n' })
  const twice = { DECKLOG_ADMIN_TOKEN: key32, DECKLOG_ADMIN_TOKEN_FILE: join(cwd, 'empty') }
  t.match(await problemsOf(loadSettings({ cwd, env: twice })), [/not both/, /is empty/])
  const missing = { DECKLOG_TOKEN_KEYS_FILE: join(cwd, 'missing') }
  t.match(await problemsOf(loadSettings({ cwd, env: missing })), [
    /^DECKLOG_TOKEN_KEYS_FILE: ENOENT/,
  ])
})

t.test('refuses short secrets without repeating them', async t => {
  const problems = await problemsOf(
    load(t, 'tokenKeys: [shortKey]\nadminToken: shortToken\ndatabaseUrl: http://me:hunter2@db\n'),
  )
  t.equal(problems.length, 3)
  t.notMatch(problems.join('\n'), /shortKey|shortToken|hunter2/)
})

t.test('takes an admin token only when a request can carry it', async t => {
  const checksum = `dlk_0123abcd_${'A'.repeat(43)}_AAAAAA`
  const refused = {
    [`${key32} ü`]: /printable ASCII/,
    [`${key32}\tx`]: /printable ASCII/,
    ['x'.repeat(513)]: /512 characters or fewer/,
    [checksum]: /checksum is wrong/,
  }
  for (const [adminToken, reason] of Object.entries(refused)) {
    const problems = await problemsOf(load(t, '', { DECKLOG_ADMIN_TOKEN: adminToken }))
    t.match(problems, [reason])
    t.equal(problems.length, 1)
    t.notMatch(problems.join(), adminToken)
  }
  const phrase = 'four words and a few more spaces between'
  for (const adminToken of [phrase, 'x'.repeat(512), makeSecret('0123abcd')]) {
    const { settings } = await load(t, '', { DECKLOG_ADMIN_TOKEN: adminToken })
    t.equal(settings.adminToken, adminToken)
  }
})

t.test('checks the section of a plugin against its schema', async t => {
  const schema = Joi.object({
    every: duration().min(1).default(60),
    mounts: Joi.array().items(Joi.object({ path: Joi.string().required() })),
  })
  const loaded = await load(t, 'plugins:\n  disk:\n    every: 5m\n')
  t.same(checkPluginConfig(loaded, 'disk', schema), { every: 300 })
  t.same(checkPluginConfig(loaded, 'gsd', schema), { every: 60 })

  const wrong = await load(
    t,
    'plugins:\n  disk:\n    evry: 5m\n    mounts:\n      - path: /\n      - path: 7\n',
  )
  t.same(await problemsOf(Promise.resolve().then(() => checkPluginConfig(wrong, 'disk', schema))), [
    'decklog.yml:6: plugins.disk.mounts.1.path must be a string',
    'decklog.yml:3: plugins.disk.evry is not a setting; did you mean every?',
  ])
})

t.test('refuses a key that follows from what is installed', async t => {
  const gates = Joi.object().unknown().default({}).meta({ derived: true })
  const schema = Joi.object({ gates: Joi.object().unknown(), defaultGates: gates })
  const loaded = await load(t, 'plugins:\n  gsd:\n    gates: {}\n    defaultGates: {}\n')
  t.same(await problemsOf(Promise.resolve().then(() => checkPluginConfig(loaded, 'gsd', schema))), [
    'decklog.yml:4: plugins.gsd.defaultGates follows from what is installed; remove it',
  ])
  t.same(checkPluginConfig(await load(t, ''), 'gsd', schema), { defaultGates: {} })
})

t.test('refuses a section of a plugin that does not exist', async t => {
  const loaded = await load(t, 'plugins:\n  dsik: {}\n  disk:\n')
  t.doesNotThrow(() => checkPluginNames(loaded, ['disk', 'dsik']))
  t.same(
    await problemsOf(Promise.resolve().then(() => checkPluginNames(loaded, ['disk', 'gsd']))),
    ['decklog.yml:2: plugins.dsik is no plugin; did you mean disk?'],
  )
})

t.test('asks for token keys where the ledger is a server of your own', async t => {
  const shared = { DECKLOG_EVENTSTORE_URL: 'esdb://db:2113?tls=false' }
  const without = await load(t, '', shared)
  t.match(await problemsOf(Promise.resolve().then(() => requireTokenKeys(without))), [
    /^DECKLOG_EVENTSTORE_URL: .*DECKLOG_TOKEN_KEYS/,
  ])
  requireTokenKeys(await load(t, '', { ...shared, DECKLOG_TOKEN_KEYS: key32 }))
  requireTokenKeys(await load(t, ''))
})
