import t from 'tap'
import type { Reason } from '../../../../plugins/continuity/words.ts'
import { reasonNames } from '../../../../plugins/continuity/words.ts'
import {
  beaten,
  httpRuntime,
  judged,
  minute,
  read,
  seen,
  told,
  sessionsRuntime,
  tcpProbe,
  type Story,
} from '../stories.ts'

const DAY = 24 * 60
const session = { runtimeSessionId: 's' }
const active = (atMinute: number) => [{ key: 's', activeAt: minute(atMinute).toISOString() }]

interface Told extends Story {
  readonly is: Reason
  readonly since: number
}

const stories: Readonly<Record<string, Told>> = {
  'was never seen, and need not have been': { at: 64, is: 'awaiting_first_heartbeat', since: 0 },
  'was never seen, and should have been': { at: 65, is: 'heartbeat_missing', since: 65 },
  'beat lately': {
    ...{ at: 164, agent: { signs: beaten(10, 100) } },
    ...{ is: 'healthy', since: 100 },
  },
  'has not beaten for two intervals and five minutes': {
    ...{ at: 165, agent: { signs: beaten(100, 10) } },
    ...{ is: 'heartbeat_stale', since: 165 },
  },
  'beats every minute, and is given fifteen': {
    ...{ at: 114.9, agent: { everySeconds: 60, signs: beaten(100) } },
    ...{ is: 'healthy', since: 100 },
  },
  'beats every minute, and has been silent for fifteen': {
    ...{ at: 115, agent: { everySeconds: 60, signs: beaten(100) } },
    ...{ is: 'heartbeat_stale', since: 115 },
  },
  'beats once a week': {
    ...{ at: 13 * DAY, agent: { everySeconds: 7 * 86_400, signs: beaten(0) } },
    ...{ is: 'healthy', since: 0 },
  },
  'reports a counter that moves': {
    ...{ at: 121, agent: { signs: beaten([30, 1], [60, 1], [90, 2], [120, 2]) } },
    ...{ is: 'healthy', since: 120 },
  },
  'reports a counter that stands still': {
    ...{ at: 126, agent: { signs: beaten([30, 1], [60, 1], [90, 1], [120, 1]) } },
    ...{ is: 'progress_stalled', since: 125 },
  },
  'reports a counter that moved, and has stood still since': {
    ...{ at: 156, agent: { signs: beaten([30, 1], [60, 2], [90, 1], [120, 1], [150, 1]) } },
    ...{ is: 'progress_stalled', since: 155 },
  },
  'has stopped to report a counter, but beats': {
    ...{ at: 130, agent: { signs: beaten([30, 1], [60, 1], 90, 120) } },
    ...{ is: 'healthy', since: 120 },
  },
  'is late, but its session is active': {
    ...{ at: 200, agent: { ...session, signs: beaten(100) } },
    board: seen(sessionsRuntime, 199, 'up', active(190)),
    ...{ is: 'runtime_activity_recent', since: 190 },
  },
  'never beat, but its session is active': {
    ...{ at: 200, agent: session, board: seen(sessionsRuntime, 199, 'up', active(190)) },
    ...{ is: 'runtime_activity_recent', since: 190 },
  },
  'is late, and its session was active long ago': {
    ...{ at: 200, agent: { ...session, signs: beaten(100) } },
    board: seen(sessionsRuntime, 199, 'up', active(120)),
    ...{ is: 'heartbeat_stale', since: 165 },
  },
  'has a session whose activity is dated ahead': {
    ...{ at: 200, agent: { ...session, signs: beaten(100) } },
    board: seen(sessionsRuntime, 199, 'up', active(9_000)),
    ...{ is: 'runtime_activity_recent', since: 199 },
  },
  'beats, while the runtime of its board does not answer': {
    ...{ at: 101, agent: { signs: beaten(100) }, board: seen(httpRuntime, 100.5, 'down') },
    ...{ is: 'runtime_unavailable', since: 99.5 },
  },
  'names no session where there are some': {
    ...{ at: 101, agent: { signs: beaten(100) }, board: seen(sessionsRuntime, 100, 'up', []) },
    ...{ is: 'runtime_session_missing', since: 0 },
  },
  'has a session that is not there': {
    ...{ at: 101, agent: { ...session, signs: beaten(100) } },
    board: seen(sessionsRuntime, 100, 'up', []),
    ...{ is: 'runtime_session_unreachable', since: 100 },
  },
  'named its session after the last list': {
    ...{ at: 101, agent: { ...session, configuredAt: minute(100), signs: beaten(100) } },
    board: seen(sessionsRuntime, 100, 'up', []),
    ...{ is: 'healthy', since: 100 },
  },
  'beats, but its probe fails': {
    at: 101,
    agent: { probe: tcpProbe, signs: { ...beaten(100), probe: read(tcpProbe, 100, 'down') } },
    ...{ is: 'probe_failed', since: 99 },
  },
  'was probed too long ago to tell': {
    at: 110,
    agent: { probe: tcpProbe, signs: { ...beaten(100), probe: read(tcpProbe, 100, 'down') } },
    ...{ is: 'healthy', since: 100 },
  },
  'was probed too long ago, but Decklog could not be told in the meantime': {
    at: 200,
    gaps: [{ from: minute(100.5), to: minute(199.5) }],
    agent: { probe: tcpProbe, signs: { ...beaten(100), probe: read(tcpProbe, 100, 'down') } },
    ...{ is: 'probe_failed', since: 99 },
  },
  'is on record as failing, and was not probed since': {
    at: 110,
    agent: {
      ...{ probe: tcpProbe, signs: { ...beaten(109), probe: read(tcpProbe, 100, 'down') } },
      recorded: { reason: 'probe_failed', since: minute(99) },
    },
    ...{ is: 'probe_failed', since: 99 },
  },
  'is on record as failing, and was seen to answer since': {
    at: 110,
    agent: {
      ...{ probe: tcpProbe, signs: { ...beaten(109), probe: read(tcpProbe, 103, 'up') } },
      recorded: { reason: 'probe_failed', since: minute(99) },
    },
    ...{ is: 'healthy', since: 109 },
  },
  'is on record as failing at an address that it has no longer': {
    at: 110,
    agent: {
      probe: { ...tcpProbe, url: 'tcp://a:2' },
      signs: { ...beaten(109), probe: read(tcpProbe, 100, 'down') },
      recorded: { reason: 'probe_failed', since: minute(99) },
    },
    ...{ is: 'healthy', since: 109 },
  },
  'is on record as missing from a runtime that was not asked since': {
    at: 130,
    agent: {
      ...{ ...session, signs: beaten(120) },
      recorded: { reason: 'runtime_session_unreachable', since: minute(90) },
    },
    board: seen(sessionsRuntime, 100, 'up', []),
    ...{ is: 'runtime_session_unreachable', since: 90 },
  },
  'has named a grace, and is within it': {
    at: 159,
    agent: { everySeconds: 1_800, graceSeconds: 1_800, signs: beaten(100) },
    ...{ is: 'healthy', since: 100 },
  },
  'has named a grace, and is late since it was due': {
    at: 160,
    agent: { everySeconds: 1_800, graceSeconds: 1_800, signs: beaten(100) },
    ...{ is: 'heartbeat_stale', since: 130 },
  },
  'has a schedule, and is not late in the five minutes after it was due': {
    at: 124,
    agent: { schedule: { cron: '0 * * * *', timeZone: 'UTC' }, signs: beaten(70) },
    ...{ is: 'healthy', since: 70 },
  },
  'has a schedule, and is late since it was due': {
    at: 125,
    agent: { schedule: { cron: '0 * * * *', timeZone: 'UTC' }, signs: beaten(70) },
    ...{ is: 'heartbeat_stale', since: 120 },
  },
  'has a schedule with a grace of its own, by the clock of a place': {
    at: 139,
    agent: {
      ...{ schedule: { cron: '0 3 * * *', timeZone: 'Europe/Berlin' }, graceSeconds: 1_200 },
      signs: beaten(10),
    },
    ...{ is: 'healthy', since: 10 },
  },
  'has a schedule with a grace of its own, and is late': {
    at: 140,
    agent: {
      ...{ schedule: { cron: '0 3 * * *', timeZone: 'Europe/Berlin' }, graceSeconds: 1_200 },
      signs: beaten(10),
    },
    ...{ is: 'heartbeat_stale', since: 120 },
  },
  'has a schedule, and has never beaten': {
    at: 65,
    agent: { schedule: { cron: '0 * * * *', timeZone: 'UTC' } },
    ...{ is: 'heartbeat_missing', since: 60 },
  },
  'was due while Decklog could receive nothing': {
    at: 175,
    gaps: [{ from: minute(110), to: minute(170) }],
    agent: { schedule: { cron: '0 * * * *', timeZone: 'UTC' }, signs: beaten(70) },
    ...{ is: 'healthy', since: 70 },
  },
  'says that its work failed': {
    at: 101,
    agent: { signs: told([100, { status: 'failed' }]) },
    ...{ is: 'job_failed', since: 100 },
  },
  'says so by an exit status': {
    at: 101,
    agent: { signs: told([100, { exitStatus: 7 }]) },
    ...{ is: 'job_failed', since: 100 },
  },
  'has failed, and is at it again': {
    at: 111,
    agent: { signs: told([100, { status: 'Failed' }], [110, { status: 'running' }], [111, {}]) },
    ...{ is: 'job_failed', since: 100 },
  },
  'has failed, and has done well since': {
    at: 121,
    agent: {
      signs: told([100, { status: 'failed' }], [120, { status: 'succeeded', exitStatus: 0 }]),
    },
    ...{ is: 'healthy', since: 120 },
  },
  'has failed, and is late as well': {
    at: 500,
    agent: { signs: told([100, { status: 'failed' }]) },
    ...{ is: 'job_failed', since: 100 },
  },
  'has failed, and was resumed since': {
    at: 121,
    agent: { signs: told([100, { status: 'failed' }]), expectedSince: minute(110) },
    ...{ is: 'healthy', since: 100 },
  },
  'was probed at another address': {
    at: 101,
    agent: {
      probe: { ...tcpProbe, url: 'tcp://a:2' },
      signs: { ...beaten(100), probe: read(tcpProbe, 100, 'down') },
    },
    ...{ is: 'healthy', since: 100 },
  },
  'is on a board whose runtime has not been asked yet': {
    at: 101,
    agent: { ...session, signs: beaten(100) },
    board: { runtime: sessionsRuntime, lost: null, signs: { probe: null, sessions: null } },
    ...{ is: 'healthy', since: 100 },
  },
  'is paused': {
    ...{ at: 900, agent: { pausedAt: minute(50) }, board: seen(httpRuntime, 900, 'down') },
    ...{ is: 'paused', since: 50 },
  },
  'was resumed, and is given time to beat': {
    ...{ at: 960, agent: { expectedSince: minute(900), signs: beaten(10) } },
    ...{ is: 'healthy', since: 10 },
  },
  'was resumed, and has not beaten since': {
    ...{ at: 966, agent: { expectedSince: minute(900), signs: beaten(10) } },
    ...{ is: 'heartbeat_stale', since: 965 },
  },
}

for (const [name, { is, since, ...story }] of Object.entries(stories))
  t.test(`an agent that ${name} is ${is}`, async t => {
    t.match(judged(story), { reason: is, since: minute(since) })
  })

t.test('there is a story of each reason', async t => {
  const told = new Set(Object.values(stories).map(({ is }) => is))
  t.strictSame(
    reasonNames.filter(name => !told.has(name)),
    [],
  )
})

t.test('a runtime that was lost stays lost until a reading says otherwise', async t => {
  const { kind, url } = httpRuntime
  const lost = { at: minute(50).toISOString(), kind, url, error: 'gone', eventId: 'e' }
  const board = { ...seen(httpRuntime, 60, 'down'), lost }
  const reasonAt = (one: typeof board): Reason =>
    judged({ at: 100, agent: { signs: beaten(99) }, board: one }).reason
  t.equal(reasonAt(board), 'runtime_unavailable', 'nobody has asked it for a while')
  t.equal(reasonAt({ ...seen(httpRuntime, 100, 'up'), lost }), 'healthy')
  const moved = { ...board, runtime: { ...httpRuntime, url: 'http://other/' } }
  t.equal(reasonAt(moved), 'healthy', 'the board has another runtime by now')
})

t.test('time in which Decklog could not receive ages nobody', async t => {
  const agent = { signs: beaten(100) }
  const reasonAt = (at: number, gaps: readonly (readonly [number, number])[]): Reason =>
    judged({
      ...{ at, agent },
      gaps: gaps.map(([from, to]) => ({ from: minute(from), to: minute(to) })),
    }).reason
  t.equal(reasonAt(284, [[110, 230]]), 'healthy', 'two hours of it are not the agent’s')
  t.equal(reasonAt(285, [[110, 230]]), 'heartbeat_stale')
  t.equal(reasonAt(164, [[0, 90]]), 'healthy', 'what was over before it beat is nothing to it')
  t.equal(reasonAt(165, [[0, 90]]), 'heartbeat_stale')
  t.equal(reasonAt(174, [[90, 110]]), 'healthy', 'of a gap it beat in the rest counts')
  t.equal(reasonAt(175, [[90, 110]]), 'heartbeat_stale')
  t.equal(
    reasonAt(185, [
      [110, 120],
      [170, 190],
    ]),
    'healthy',
    'a gap may lie in what another gave',
  )
})
