import t from 'tap'
import { coreCommands } from '../../../core/cli/core-commands.ts'
import { version } from '../../../core/config/package-root.ts'
import { findPluginCommands } from '../../../core/cli/plugin-commands.ts'
import { takesAsOf } from '../../../core/http/calls/as-of.ts'
import { type FirstAsked, firstAsked } from '../../support/first-asked.ts'
import { until } from '../../support/until.ts'
import { startWholeApp } from '../../support/whole-app.ts'

// Nobody has to remember it: a command that reads what has a past takes the moment, and one that does not is named here.

/** They tell of now, or of a period of their own. */
const ofNow = [
  ...['audit holds', 'audit redecide', 'plugin list', 'what-if'],
  ...['projections list', 'projections lag', 'projections parked'],
  ...['reactions list', 'reactions parked', 'notify preview'],
]
/** They look before they change something. */
const lookFirst = ['disks forget', 'projections verify', 'runs advance', 'runs approve']
/** They go on for as long as what they watch, or want a file or a setting before they ask anything. */
const unasked = [
  ...['heartbeat', 'run', 'what-if', 'release register', 'rollout record'],
  'recovery approve',
]

const app = await startWholeApp(t)
const cwd = t.testdir()
const ofPlugins = await findPluginCommands({ env: {}, cwd, file: undefined })
const commands = [...coreCommands, ...ofPlugins].filter(({ calls }) => calls === 'api')

function hasPast({ method, path }: FirstAsked): boolean {
  return app.routes.some(route => {
    const pattern = route.path.replaceAll(/\{[^}]*\}/g, '[^/]+')
    return route.method === method && takesAsOf(route) && new RegExp(`^${pattern}$`).test(path)
  })
}

t.test('every command that reads what has a past takes --as-of, and no other', async t => {
  for (const command of commands.filter(({ name }) => !unasked.includes(name))) {
    const { name, asOf } = command
    const asked = await firstAsked(command, cwd)
    const told = `${name}: ${asked.map(({ method, path }) => `${method} ${path}`).join(', ')}`
    t.ok(asked.length > 0, `${told} asks something`)
    if (asOf) t.ok(asked.every(hasPast), `${told} has a past`)
    else if (lookFirst.includes(name))
      t.ok(
        asked.some(({ method }) => method === 'GET'),
        told,
      )
    else if (!ofNow.includes(name))
      t.ok(
        asked.every(one => one.method !== 'GET' && !hasPast(one)),
        `${told} changes something, or takes --as-of`,
      )
  }
})

t.test('those that are named are there, and take none', async t => {
  for (const name of [...ofNow, ...lookFirst, ...unasked])
    t.equal(commands.find(command => command.name === name)?.asOf ?? 'none', 'none', name)
  const names = commands.map(({ name }) => name)
  t.strictSame(
    [...ofNow, ...lookFirst, ...unasked].filter(name => !names.includes(name)),
    [],
  )
})

async function json(method: string, path: string, body?: object) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await app.send(method, path, sent)
  t.equal(answer.status, 200, `${method} ${path}: ${answer.text}`)
  return { ...JSON.parse(answer.text), headers: answer.headers }
}

const firstOf = async (query: string): Promise<bigint> => {
  const { events } = await json('GET', `/api/v1/events?limit=1&${query}`)
  return BigInt(events[0].position)
}

t.test('a gate is asked what it would have answered then, and records nothing of it', async t => {
  const asked = '/api/v1/events?limit=1&type=disk.Sampled'
  await until('a disk is known', async () => (await json('GET', asked)).events.length > 0)
  const before = (await firstOf('type=disk.Sampled')) - 1n
  const allows = async () => (await json('POST', '/api/v1/gates/disk', {})).decision === 'allow'
  await until('the gate allows', allows, 60_000)
  const noted = async () =>
    (await json('GET', '/api/v1/events?type=core.GateAnswerWithheld')).events
  const earlier = await noted()
  const then = await json('POST', `/api/v1/gates/disk?as_of=${before}`, {})
  t.equal((then.withheld ?? then).decision, 'deny')
  t.ok(BigInt(then.position) <= before)
  t.equal(then.headers.get('decklog-position'), then.position)
  t.equal(then.headers.get('decklog-folded-by'), version)
  t.strictSame(await noted(), earlier)
})

t.test('the mode of a gate, and the rules, are those of then', async t => {
  const modeOf = ({ gates }: { gates: { name: string; mode: string }[] }): unknown =>
    gates.find(({ name }) => name === 'disk')?.mode
  const before = modeOf(await json('GET', '/api/v1/gates'))
  t.not(before, 'warn')
  await json('POST', '/api/v1/gates/disk/mode', { mode: 'warn', reason: 'to see it change' })
  const set = await firstOf('type=core.GateModeSet')
  t.equal(modeOf(await json('GET', `/api/v1/gates?as_of=${set - 1n}`)), before)
  t.equal(modeOf(await json('GET', `/api/v1/gates?as_of=${set}`)), 'warn')
  const mode = await json('GET', `/api/v1/guards/disk?as_of=${set - 1n}`)
  t.equal(mode.mode, before)
  const first = await firstOf('type=core.RulesChanged')
  const { rules } = await json('GET', `/api/v1/rules?as_of=${first}`)
  t.equal(rules.length, 1)
  t.ok((await json('GET', '/api/v1/rules')).rules.length > 1)
  t.equal((await json('GET', `/api/v1/rules/history?as_of=${first}`)).changes.length, 1)
})

t.test('what would set a mode takes no moment', async t => {
  const body = JSON.stringify({ mode: 'watch', reason: 'no' })
  const answer = await app.send('POST', '/api/v1/gates/disk/mode?as_of=1', { body })
  t.equal(JSON.parse(answer.text).code, 'DECKLOG_VALIDATION')
})
