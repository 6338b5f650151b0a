import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { packageRoot } from '../../core/config/package-root.ts'
import { until } from '../support/until.ts'
import { adminSecret, startWholeApp } from '../support/whole-app.ts'

const gates = { rollout: [{ gate: 'disk', question: { mount: '/nowhere' } }], completion: [] }
const scopes = ['read', 'operate', 'approve', 'audit'] as const
const tokens = {
  ada: { kind: 'person', subject: 'ada', scopes: [...scopes] },
  eve: { kind: 'person', subject: 'eve', scopes: ['read', 'audit'] },
  root: { kind: 'person', subject: 'root', scopes: ['admin'] },
  bot: { kind: 'service', scopes: ['admin'] },
} as const
const app = await startWholeApp(t, { plugins: { gsd: { gates } }, tokens })
const folder = t.testdir({})

const year = new Date().getUTCFullYear()

/** The commands of a section of the page, with their variables, and of this year. */
async function commandsOf(section: string): Promise<readonly string[]> {
  const page = await readFile(join(packageRoot, 'docs/how-to/audit.md'), 'utf8')
  const [, rest = ''] = page.split(`\n## ${section}\n`)
  const [, block = ''] = /```sh\n(.*?)```/s.exec(rest) ?? []
  const ofThisYear = block.replaceAll('2027-', `${year + 1}-`).replaceAll('2026-', `${year}-`)
  return ofThisYear.trimEnd().split('\n')
}

interface Ran {
  readonly code: number
  readonly out: string
}

/** Runs a line of the page as a shell would. */
async function run(line: string, variables: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replaceAll(/\$(\w+)/g, (_, name: string) => variables[name] ?? ''),
  )
  let out = ''
  const code = await runCommandLine({
    words: words.slice(1),
    env: {
      DECKLOG_URL: app.url,
      DECKLOG_EVENTSTORE_URL: app.over.ledgerUrl,
      DECKLOG_TOKEN: variables['TOKEN'] ?? app.secrets['eve'] ?? '',
    },
    cwd: folder,
    print: text => (out += text),
    printError: text => (out += text),
  })
  return { code, out }
}

async function send(method: string, path: string, body: object): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${app.secrets['ada']}` }
  const { status, text } = await app.send(method, path, { body: JSON.stringify(body), headers })
  return { status, ...JSON.parse(text) }
}

const created = await send('POST', '/api/v1/gsd-runs', { release_id: '3b1c7d0f'.repeat(8) })
const RUN = String(created['id'])
const path = `/api/v1/gsd-runs/${RUN}`
const bypass = { stage: 'rollout', reason: 'The disk of Ann comes.', expires_after: '1h' }
await send('PATCH', path, { stage: 'implementation' })
await send('POST', `${path}/gate-bypasses`, bypass)
const entered = await send('PATCH', path, { stage: 'rollout' })

t.test(
  'five commands lead from a rollout to events, rules and people, and judge it again',
  async t => {
    t.equal(entered['stage'], 'rollout')
    const [runs = '', events = '', decision = '', rules = '', again = '', ...more] =
      await commandsOf('Five commands')
    t.strictSame(more, [], 'they are five')

    const shown = await run(runs, { RUN })
    t.equal(shown.code, 0)
    const [, DECISION = ''] = /rollout deny, bypassed; (\S+)/.exec(shown.out) ?? []

    const told = (await run(events, { RUN })).out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    const types = told.map(({ type }) => type)
    t.match(types, ['gsd.RunStarted'])
    t.ok(types.includes('gsd.GateBypassed') && types.includes('gsd.GateDecided'))
    for (const { metadata } of told)
      t.match(metadata, { actor: 'person:ada', rules: /^[0-9a-f]{64}$/ })

    const whole = JSON.parse((await run(decision, { DECISION })).out)
    t.match(whole, {
      type: 'gsd.GatesJudged',
      data: { decision: 'deny', facts: { replies: [{ gate: 'disk', asking: 'asked' }] } },
    })

    t.equal((await run(rules, { RULES: whole.metadata.rules })).code, 0, 'they are in force still')
    const redecided = await run(again)
    t.equal(redecided.code, 0, redecided.out)
  },
)

t.test('the exceptions of the period name who, why and the events', async t => {
  const [listed = '', filed = ''] = await commandsOf('The exceptions of a period')
  const kinds = async (): Promise<string> => (await run(listed)).out
  await until('they are told', async () => (await kinds()).includes('bypass_used'))
  const out = await kinds()
  t.match(out, /bypass +run \S+ rollout +set aside: all gates +person:ada +The disk of Ann comes\./)
  t.match((await run(filed)).out, /rows are in .*exceptions\.csv/)
  t.match(await readFile(join(folder, 'exceptions.csv'), 'utf8'), /^id,kind,event_type,.*\r\n/)
})

t.test('the whole behind a sample is listed, and the sample drawn', async t => {
  const [line = ''] = await commandsOf('A sample, and the whole behind it')
  const { code, out } = await run(line)
  t.equal(code, 0)
  t.match(out, /1 events, 1 drawn; from position \d+/)
})

t.test('a period is taken away, without the API', async t => {
  const [line = ''] = await commandsOf('Take it away')
  const { code, out } = await run(line)
  t.equal(code, 0, out)
  t.match(out, /[1-9]\d* events are in .*year\.ndjson\.gz/)
  t.match(gunzipSync(await readFile(join(folder, 'year.ndjson.gz'))).toString(), /gsd\.RunStarted/)
})

t.test('a hold is set, listed and ended', async t => {
  const [set = '', listed = '', end = ''] = await commandsOf('Stop expiry: a legal hold')
  const TOKEN = adminSecret
  t.equal((await run(set)).code, 2, 'an auditor may not')
  const { hold_id: HOLD } = JSON.parse((await run(`${set} --json`, { TOKEN })).out)
  t.match((await run(listed)).out, /diskSample-\*/)
  t.equal((await run(end, { HOLD, TOKEN })).code, 0)
  t.match((await run(listed)).out, /case 4711 is closed/)
})

t.test('text that a person redacts is shown nowhere any more', async t => {
  const [line = ''] = await commandsOf('Take personal text out of sight')
  const expires_at = '2100-01-01T00:00:00.000Z'
  const muted = await send('POST', '/api/v1/mutes', { reason: 'Ann is ill.', expires_at })
  const MUTE = String(muted['mute_id'])
  const shown = async (): Promise<string> => {
    const [mutes, events, exceptions] = await Promise.all([
      app.send('GET', '/api/v1/mutes'),
      app.send('GET', `/api/v1/streams/mute-${MUTE}`),
      app.send('GET', '/api/v1/audit/exceptions?kind=mute'),
    ])
    return [mutes, events, exceptions].map(({ text }) => text).join('\n')
  }
  t.match(await shown(), /Ann is ill/)
  const ofService = await run(line, { MUTE, TOKEN: app.secrets['bot'] ?? '' })
  t.equal(ofService.code, 2, 'a service is no person')
  const TOKEN = app.secrets['root'] ?? ''
  const { code, out } = await run(line, { MUTE, TOKEN })
  t.equal(code, 0, out)
  t.match(out, /exceptions, mutes/)
  await until('no read model has it', async () => !(await shown()).includes('Ann is ill'))
  t.match(await shown(), /\[redacted\]/)
})
