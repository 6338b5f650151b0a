import t from 'tap'
import { isSilent, noteOf } from '../../frontend/pages/now/finding.ts'
import { lookAt } from '../../frontend/pages/now/look.ts'
import type {
  Agent,
  Alarm,
  Disk,
  Known,
  Mute,
  Recovery,
  Target,
  Verification,
  WatchedBoard,
} from '../../frontend/pages/now/sources.ts'
import { emptyList } from '../support/empty-list.ts'

const now = Date.parse('2026-11-03T02:30:00Z')
const at = (clock: string): string => `2026-11-03T${clock}:00.000Z`
const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

const nothing: Known = {
  ...{ disks: [], guards: [], boards: [], runs: [], alarms: [], mutes: [], gates: [] },
  ...{
    verifications: [],
    releases: [],
    targets: [],
    recoveries: [],
    clearedAt: null,
    own: { parts: [], lagSeconds: 0 },
  },
}
const look = (known: Partial<Known>) => lookAt({ ...nothing, ...known }, now)
const said = (known: Partial<Known>) =>
  look(known).findings.map(({ level, what }) => `${level}: ${what}`)

const disk = (more: Partial<Disk>): Disk => ({
  ...{ id: id(1), host: 'db-2', mount: '/srv', sampled_at: at('02:29'), device: null },
  ...{ fs_type: null, total_bytes: null, used_bytes: null, free_bytes: null },
  ...{ available_bytes: null, inodes_total: null, inodes_used: null, severity_since: at('02:11') },
  ...{ utilization_pct: 95, severity: 'critical', observed_severity: 'critical' },
  ...{ held_severity: 'critical', gone: false, state: 'read', recommended_actions: [] },
  summary: '/srv of db-2 is critical: 2 GB of 49 GB available (4.1 %).',
  actions: [{ code: 'free_space', title: 'Free space on /srv', why: '', blocks: [] }],
  ...{ forecast: null, thresholds: { warning_pct: null, critical_pct: null }, limits: null },
  ...{ checked_at: null, position: '1', forgotten: null, event_ids: [] },
  ...more,
})

const agent = (n: number, more: Partial<Agent> = {}): Agent => ({
  ...{ agent_id: id(n), agent_name: `runner-${n}`, board_id: id(90), status: 'online' },
  ...{ continuity: 'stale', continuity_reason: 'heartbeat_stale', continuity_since: at('02:06') },
  ...{ runtime_session_id: null, runtime_reachable: null, last_seen_at: at('01:52') },
  ...{ heartbeat_age_seconds: 2_280, stale_after_seconds: 600, clock_skew_seconds: null },
  evidence: [],
  ...more,
})

const board = (
  agents: readonly Agent[],
  more: Partial<WatchedBoard['board']> = {},
): WatchedBoard => ({
  board: {
    ...{ id: id(90), name: 'Delivery', slug: 'delivery', runtime: null, runtime_standing: null },
    ...{ runtime_since: null, runtime_error: null, runtime_read_at: null, runtime_event_id: null },
    ...{ runtime_lost_at: null, created_at: at('00:00'), updated_at: at('00:00') },
    ...more,
  },
  snapshot: {
    ...{ board_id: id(90), generated_at: at('02:30'), runtime_error: null },
    counts: { new: 0, alive: 3, stale: 2, failing: 0, unreachable: 0, paused: 0 },
    agents: [...agents],
  },
})

const alarm = (cause: string, more: Partial<Alarm> = {}): Alarm => ({
  ...{ id: id(50), cause, kind: 'disk', board_id: null, subject: cause, state: 'raised' },
  ...{ severity: 'critical', text: `${cause} is so.`, nature: 'problem', people: [], labels: {} },
  ...{ page: null, commands: [], since: at('02:12'), changed_at: at('02:12'), told_at: null },
  ...{ acknowledged_at: null, acknowledged_by: null, note: null, silenced_by: null },
  ...{ silence_id: null, silenced_until: null, came_back: 0 },
  ...{ event_id: id(51), source_event_id: id(52) },
  ...more,
})

const mute = (more: Partial<Mute>): Mute => ({
  ...{ mute_id: id(60), kind: null, board_id: null, alarm_id: null, reason: 'work' },
  ...{ set_by: 'person:ann', set_at: at('02:00'), expires_at: at('04:00'), lifted_at: null },
  ...more,
})

t.test('nothing is well until everything has been read', async t => {
  t.match(look({}), { findings: emptyList, worst: 'ok', extent: 'whole', wellSince: null })
  t.equal(look({ gates: undefined }).extent, 'part')
  t.equal(look({ clearedAt: at('02:14') }).wellSince, at('02:14'))
})

t.test('the worst comes first, and of those as bad the newest', async t => {
  t.strictSame(
    said({
      disks: [
        disk({ id: id(1), mount: '/a', severity: 'warning' }),
        disk({ id: id(2), mount: '/b', severity_since: at('01:00') }),
        disk({ id: id(3), mount: '/c', severity: 'unknown', state: 'silent' }),
        disk({ id: id(4), mount: '/d', severity_since: at('02:20') }),
        disk({ id: id(5), mount: '/e', severity: 'ok' }),
        disk({ id: id(6), mount: '/f', severity: 'unknown', state: 'gone' }),
      ],
    }),
    [
      'critical: /d of db-2 is critical',
      'critical: /b of db-2 is critical',
      'unknown: /c of db-2 is unknown',
      'warning: /a of db-2 is warning',
    ],
    'who is well, or gone, is not among them',
  )
})

t.test('a finding says why without saying twice what, since when, and what to do', async t => {
  t.match(look({ disks: [disk({})] }).findings, [
    {
      what: '/srv of db-2 is critical',
      why: '2 GB of 49 GB available (4.1 %).',
      since: at('02:11'),
      todo: 'Free space on /srv',
      at: [`/disks/${id(1)}`],
    },
  ])
})

t.test('agents of a board that stand alike are one finding', async t => {
  const failing = agent(9, {
    ...{ continuity: 'failing', continuity_reason: 'job_failed', continuity_since: at('02:20') },
    evidence: [
      {
        signal: 'outcome',
        says: 'failed, exit status 7',
        at: at('02:20'),
        age_seconds: 1,
        event_id: id(7),
      },
    ],
  })
  const older = agent(3, { heartbeat_age_seconds: 3_600, continuity_since: at('01:40') })
  const { findings } = look({ boards: [board([agent(7), failing, older])] })
  t.match(findings, [
    {
      level: 'critical',
      what: 'runner-9 of Delivery is failing',
      why: 'runner-9: its work failed: failed, exit status 7',
    },
    {
      level: 'warning',
      what: '2 agents of Delivery are stale',
      why: 'runner-7 and runner-3: no heartbeat for 38 min to 1 h; late after 10 min',
      since: at('02:06'),
    },
  ])
  const down = board([], { runtime_standing: 'down', runtime_error: 'refused' })
  t.strictSame(said({ boards: [down] }), ['critical: The runtime of Delivery does not answer'])
})

t.test('an alarm of what is listed already is not listed again, any other is', async t => {
  const alarms = [alarm('disk db-2 /srv'), alarm('host web-1', { page: '/boards' })]
  const { findings } = look({ disks: [disk({})], alarms })
  t.strictSame(
    findings.map(({ what, at }) => [what, at[0]]),
    [
      ['host web-1', '/boards'],
      ['/srv of db-2 is critical', `/disks/${id(1)}`],
    ],
  )
})

t.test(
  'a target that drifted or is not seen, and what waits to be healed, are told once',
  async t => {
    const target = (name: string, more: Partial<Target>): Target => ({
      ...{ id: name, condition: 'as_approved', is_watched: true, host: null, outcome: null },
      ...{ text: null, approved: null, running: null, looked_at: null, looked_by: null },
      ...{ every_seconds: 300, right_at: null, drifted_since: null, drift_text: null },
      ...{ drift_event_id: null, unreachable_since: null, unreachable_reason: null },
      ...{ unreachable_text: null, unreachable_event_id: null, look_event_id: null },
      ...more,
    })
    const recovery = (n: number, more: Partial<Recovery>): Recovery => ({
      ...{ id: id(n), policy: 'prune', kind: 'disk', subject_id: id(1), subject: '/srv' },
      ...{ host: 'db-2', board_id: null, standing: 'suggested', ailing: 'critical' },
      ...{ why: '/srv is full.', attempt_id: id(70), node: 'db-2', outcome: null, attempts: 0 },
      ...{ action: { kind: 'own', says: 'prune /srv/logs', digest: 'ab' }, verified: 0 },
      ...{ changed_at: at('02:10'), event_ids: [] },
      ...more,
    })
    const drifted = { condition: 'drifted', drift_text: 'backend is another image.' } as const
    const unseen = { condition: 'unreachable', unreachable_text: 'shop does not answer.' } as const
    const { findings } = look({
      targets: [
        target('shop', { ...drifted, drifted_since: at('02:20') }),
        target('till', { ...unseen, unreachable_since: at('02:05') }),
        target('well', {}),
        target('late', { condition: 'underway' }),
      ],
      recoveries: [recovery(80, {}), recovery(81, { standing: 'escalated', subject: '/var' })],
      alarms: [
        ...[alarm('drift shop'), alarm('unreachable till')],
        ...[alarm('recovery prune disk db-2 /srv'), alarm('drift other')],
      ],
    })
    t.strictSame(
      findings.map(({ level, what, since }) => [level, what, since]),
      [
        ['critical', 'shop does not run what was approved', at('02:20')],
        ['critical', 'drift other', at('02:12')],
        ['critical', 'prune has given up /var of db-2', at('02:10')],
        ['unknown', 'till cannot be seen: nobody knows what it runs', at('02:05')],
        ['warning', 'prune waits for approval to heal /srv of db-2', at('02:10')],
      ],
    )
    t.match(findings[0], { why: 'backend is another image.', todo: /Roll out what was approved/ })
    t.match(findings[4], { why: '/srv is full. It would do: prune /srv/logs' })
    t.ok(findings.filter(({ todo }) => todo === null).every(({ what }) => what === 'drift other'))
  },
)

t.test('a finding says who looks after it, and when nobody is told', async t => {
  const [finding] = look({ disks: [disk({})] }).findings
  const seen = alarm('disk db-2 /srv', {
    acknowledged_by: 'person:ann',
    acknowledged_at: at('02:15'),
  })
  const note = (alarms: readonly Alarm[], mutes: readonly Mute[]) =>
    finding && noteOf(finding, alarms, mutes)
  t.equal(note([], []), null)
  t.equal(note([seen], []), 'person:ann looks after it')
  t.equal(note([seen], [mute({ kind: 'disk' })]), 'person:ann looks after it, muted')
  t.equal(note([alarm('disk db-2 /other')], [mute({})]), null, 'that of another disk')
})

t.test('a mute silences what it names, and a window does too', async t => {
  const one = alarm('agent x', { kind: 'continuity', board_id: id(90) })
  t.ok(isSilent(one, [mute({})]))
  t.ok(isSilent(one, [mute({ kind: 'continuity', board_id: id(90) })]))
  t.notOk(isSilent(one, [mute({ kind: 'disk' })]))
  t.notOk(isSilent(one, [mute({ board_id: id(91) })]))
  t.notOk(isSilent(one, [mute({ alarm_id: id(59) })]))
  t.ok(isSilent({ ...one, silenced_by: 'window' }, []))
})

t.test(
  'of a target only the last verification counts, and of itself Decklog tells by level',
  async t => {
    const verification = (n: number, verdict: Verification['verdict']): Verification => ({
      ...{ id: id(n), target: 'shop', run_id: null, release_id: null, board_id: null },
      ...{ speaks_for: 'all', verdict, checks: [], health_gate: null, rollback: null },
      ...{ evidence_link: '', verified_by: 'service:ci', started_at: at('02:00') },
      ...{
        finished_at: at('02:01'),
        event_id: id(n),
        all_passed: verdict === 'passed',
        required_failed: 0,
      },
    })
    const [passed, failed] = [verification(1, 'passed'), verification(2, 'failed')]
    t.strictSame(said({ verifications: [passed, failed] }), [])
    t.strictSame(said({ verifications: [failed, passed] }), [
      'critical: The verification of shop failed',
    ])
    const parts = [
      { name: 'ledger', state: 'failing', reason: 'gone' },
      { name: 'plugin:a', state: 'degraded', reason: null },
      { name: 'plugin:b', state: 'degraded', reason: 'slow' },
      { name: 'log', state: 'ok', reason: null },
    ]
    const own = look({ own: { parts, lagSeconds: null } })
    t.match(own.findings, [
      { level: 'critical', what: 'Decklog itself: 1 part is failing', why: 'ledger: gone' },
      {
        level: 'warning',
        what: 'Decklog itself: 2 parts are degraded',
        why: 'plugin:a · plugin:b: slow',
      },
    ])
    t.equal(own.worst, 'critical')
  },
)
