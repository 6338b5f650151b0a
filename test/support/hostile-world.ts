import { randomUUID } from 'node:crypto'
import { type Caller, callerOf, type World } from '../../scripts/console/world.ts'
import { makeHostileRelease, makeHostileRun, type Say, verifyHostile } from './hostile-run.ts'
import { until } from './until.ts'

/** Markup that would run, what ends an attribute, and a mark that turns the rest of a line around. */
const harm = `"><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>\u202egnp.exe`

/** A page of a hostile world, and the texts that it has to show as they were written. */
export interface HostilePage {
  readonly path: string
  readonly shows: readonly string[]
}

/** What somebody who means harm has written. */
export interface HostileWorld {
  /** On some of these each of the texts shows. */
  readonly pages: readonly HostilePage[]
  readonly run: string
  /** A text as a reader has to see it, by what it is. */
  shown(what: string): string
}

interface HostileParts {
  readonly admin: string
  readonly secrets: World['secrets']
  /** The guard that readings are sent to. */
  readonly guard: string
}

/** Writes text that would do harm wherever a caller of the API can write text that is shown. */
export async function makeHostileWorld(
  url: string,
  { admin, secrets, guard }: HostileParts,
): Promise<HostileWorld> {
  const texts = new Map<string, string>()
  const say = (what: string): string => {
    const text = `${what} ${harm}`
    texts.set(what, text.replace('\u202e', '\uFFFD'))
    return text
  }
  const shown = (what: string): string => {
    const text = texts.get(what)
    if (text === undefined) throw new Error(`nobody wrote ${what}`)
    return text
  }
  const root = callerOf(url, admin)
  const ada = callerOf(url, secrets.ada)
  const ci = callerOf(url, secrets.ci)
  await root.call('POST', '/api/v1/tokens', {
    ...{ name: say('token'), kind: 'person', subject: say('holder'), scopes: ['read'] },
  })
  const board = await makeBoard(root, ci, say)
  const alarm = await handleAlarm(ada, say)
  const subject = await makeReadings(root, guard, say)
  const release = await makeHostileRelease(ci, say)
  const run = await makeHostileRun({ ci, ada, release }, say)
  const verification = await verifyHostile(root, run, say)
  const ofRun = ['run', 'needed proof', 'role', 'proof', 'title', 'withdrawn title']
  const decided = ['reason of a withdrawal', 'note of an approval', 'reason of a bypass']
  const pages = [
    ['/', 'board', 'agent', 'run', 'reason of a mode', 'finding'],
    ['/boards', 'board'],
    [`/boards/${board.id}`, 'board', 'agent', 'state'],
    [`/boards/${board.id}?open=${board.agent}`, 'agent', 'output'],
    ['/alarms', 'agent', 'output', 'reason of a mute', 'subject', 'finding'],
    [`/alarms?open=${alarm}`, 'note of an alarm'],
    [`/guards/${guard}`, 'subject', 'finding', 'failure'],
    [`/guards/${guard}?open=${subject}`, 'subject', 'finding'],
    ['/runs', 'run', 'reason of a run'],
    [`/runs/${run}`, ...ofRun, ...decided, 'reason of a run'],
    [`/releases/${release}`, 'builder', 'tool'],
    [`/rollouts/${verification}`, 'address', 'state of a target', 'rollback'],
    ['/system', 'token', 'holder'],
  ].map(([path = '', ...whats]) => ({ path, shows: whats.map(shown) }))
  const recorded = {
    'continuity.HeartbeatReceived': 'note of a beat',
    'continuity.AgentPaused': 'reason of a rest',
    'notify.WindowPlanned': 'reason of a window',
  }
  const events = Object.entries(recorded).map(async ([type, what]) => {
    // There it stands as what was recorded, in JSON.
    const shows = [JSON.stringify(shown(what)).slice(1, -1)]
    return { path: `/history?${await eventWith(ada, type, what)}`, shows }
  })
  return { pages: [...pages, ...(await Promise.all(events))], run, shown }
}

// What leads to the event that says it: which, and where it lies.
async function eventWith(ada: Caller, type: string, what: string): Promise<string> {
  const path = `/api/v1/events?type=${type}&direction=backwards&limit=200`
  let found: { readonly id: string; readonly position: string } | undefined
  await until(`${what} is recorded`, async () => {
    const { events } = await ada.call('GET', path)
    const known = events as readonly (NonNullable<typeof found> & { readonly data: object })[]
    found = known.find(({ data }) => JSON.stringify(data).includes(what))
    return found !== undefined
  })
  return `event=${found?.id}&near=${found?.position}`
}

async function makeBoard(
  root: Caller,
  ci: Caller,
  say: Say,
): Promise<{ readonly id: string; readonly agent: string }> {
  const id = randomUUID()
  await root.call('PUT', `/api/v1/boards/${id}`, { name: say('board'), slug: 'evil' })
  const beat = { name: say('agent'), board_id: id, status: 'failed', exit_status: 1 }
  const { id: agent } = await ci.call('POST', '/api/v1/agents/heartbeat', {
    ...{ ...beat, output: say('output'), note: say('note of a beat') },
  })
  const resting = { name: 'at rest', board_id: id, status: say('state') }
  const rests = await ci.call('POST', '/api/v1/agents/heartbeat', resting)
  const reason = say('reason of a rest')
  await root.call('POST', `/api/v1/agents/${String(rests['id'])}/pause`, { reason })
  return { id, agent: String(agent) }
}

// The alarm of the agent that failed, once it is raised.
async function handleAlarm(ada: Caller, say: Say): Promise<string> {
  let alarm: string | undefined
  await until('the failing agent raises an alarm', async () => {
    const { alarms } = await ada.call('GET', '/api/v1/alarms?kind=continuity&state=raised')
    const found = alarms as readonly { readonly id: string; readonly subject: string }[]
    alarm = found.find(({ subject }) => subject.includes('agent "'))?.id
    return alarm !== undefined
  })
  const id = String(alarm)
  await ada.call('POST', `/api/v1/alarms/${id}/acknowledge`, { note: say('note of an alarm') })
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
  const mute = { alarm_id: id, reason: say('reason of a mute'), expires_at: inAnHour }
  await ada.call('POST', '/api/v1/mutes', mute)
  const window = { kind: 'continuity', reason: say('reason of a window'), ends_at: inAnHour }
  await ada.call('POST', '/api/v1/windows', { ...window, labels: { place: 'nowhere' } })
  return id
}

async function makeReadings(root: Caller, guard: string, say: Say): Promise<string> {
  const bad = { subject: say('subject'), host: 'db-2', level: 'critical', text: say('finding') }
  const readings = [bad, { subject: 'unread', failure: say('failure') }]
  await root.call('POST', `/api/v1/guards/${guard}/readings`, { readings })
  let found: string | undefined
  await until('what was sent is judged', async () => {
    const { subjects } = await root.call('GET', `/api/v1/guards/${guard}`)
    const known = subjects as readonly { readonly id: string; readonly level: string }[]
    found = known.find(({ level }) => level === 'critical')?.id
    return found !== undefined
  })
  const mode = { mode: 'warn', reason: say('reason of a mode') }
  await root.call('POST', `/api/v1/gates/${guard}/mode`, mode)
  return String(found)
}
