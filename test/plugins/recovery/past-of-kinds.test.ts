import t from 'tap'
import { openHealing } from '../../../core/healing/healing.ts'
import { runPlugin } from '../../../core/testing/run-plugin.ts'
import type { Contribution, Plugin } from '../../../core/plugin.ts'
import { presenceSpecs } from '../../../core/presence/presence-events.ts'
import type { Healable } from '../../../core/healing/healable.ts'
import type { Recorded } from '../../../core/event.ts'
import checks from '../../../plugins/checks/plugin.ts'
import continuity from '../../../plugins/continuity/plugin.ts'
import disk from '../../../plugins/disk/plugin.ts'
import rollout from '../../../plugins/rollout/plugin.ts'

// What is told of the past by each kind that may be healed, of the canonical examples of its events.

const plugins = [checks, continuity, disk, rollout] as unknown as readonly Plugin[]
const healing = openHealing({
  rows: async () => ({ rows: [], position: 0n }),
  ledger: {},
  catalog: {},
  clock: { now: () => new Date() },
} as unknown as Parameters<typeof openHealing>[0])
for (const plugin of plugins) {
  const contribution: Contribution = runPlugin(plugin).contribution
  healing.offer(plugin.name, contribution)
}
const specs = Object.assign({}, presenceSpecs, ...plugins.map(({ events }) => events))

const kindOf = (kind: string): Healable => {
  const found = healing.list().find(one => one.kind === kind)
  if (!found) throw new Error(`nobody heals ${kind}`)
  return found
}

/** How things of a kind ailed after events, each with what differs from its example. */
function after(kind: string, ...events: readonly (readonly [type: string, more?: object])[]) {
  const things = kindOf(kind).past?.follow()
  for (const [at, [type, more]] of events.entries()) {
    const data = { ...specs[type].example, ...more }
    const receivedAt = new Date(Date.UTC(2026, 0, 1, 12, at))
    things?.take({ type, data, id: `e${at}`, receivedAt, metadata: {} } as unknown as Recorded)
  }
  return things?.ailing()
}

t.test(
  'every kind tells of its past by events that are recorded, and in words of its own',
  async t => {
    t.ok(healing.list().length >= 6)
    for (const { kind, past } of healing.list()) {
      t.ok(past && past.showsWithinSeconds > 0, kind)
      for (const type of past?.types ?? []) t.hasProps(specs, [type], type)
    }
  },
)

t.test(
  'a disk and the subject of any guard ail by their level, until they are well or forgotten',
  async t => {
    for (const [kind, change, name] of [
      ['disk', 'disk.PressureChanged', 'mount'],
      ['checks', 'checks.LevelChanged', 'subject'],
    ] as const) {
      const forget = `${kind}.Forgotten`
      const { example } = specs[change]
      t.match(after(kind, [change]), [
        {
          ...{ subject: example[name], host: example.host, state: example.to, eventIds: ['e0'] },
          ...{ since: new Date(example.observedAt), above: null, alarm: { kind } },
        },
      ])
      t.match(after(kind, [change], [change, { to: 'unknown' }]), [{ state: 'unknown' }])
      t.strictSame(after(kind, [change], [change, { to: 'ok' }]), [])
      t.strictSame(after(kind, [change], [forget]), [])
    }
  },
)

t.test('an agent ails by its standing, and below a runtime that is lost', async t => {
  const { agentId, boardId, to, reason } = specs['continuity.Changed'].example
  const ofBoard = { boardId }
  t.match(after('agent', ['continuity.Changed']), [
    { id: agentId, boardId, state: to, reason, host: null, above: null },
  ])
  const lost = ['continuity.RuntimeLost', ofBoard] as const
  t.match(after('agent', lost, ['continuity.Changed']), [{ above: { eventIds: ['e0'] } }])
  const back = ['continuity.RuntimeRestored', ofBoard] as const
  t.match(after('agent', lost, ['continuity.Changed'], back), [{ above: null }])
  t.strictSame(after('agent', ['continuity.Changed'], ['continuity.Changed', { to: 'alive' }]), [])
  t.strictSame(after('agent', ['continuity.Changed'], ['continuity.AgentRetired', { agentId }]), [])
  t.match(after('runtime', lost), [{ id: boardId, state: 'lost' }])
  t.strictSame(after('runtime', lost, back), [])
})

t.test('a target that has drifted and cannot be reached has drifted', async t => {
  const [drift, blind] = ['rollout.DriftFound', 'rollout.TargetUnreachable'] as const
  t.match(after('target', [drift]), [{ state: 'drifted', reason: null }])
  t.match(after('target', [blind]), [{ state: 'unreachable', reason: 'no_answer' }])
  t.match(after('target', [drift], [blind]), [{ state: 'drifted' }])
  t.match(after('target', [drift], [blind], ['rollout.DriftCleared']), [{ state: 'unreachable' }])
  t.match(after('target', [drift], [blind], ['rollout.TargetReached']), [{ state: 'drifted' }])
  t.strictSame(after('target', [drift], [blind], ['rollout.TargetDropped']), [])
})

t.test('a machine ails while it is silent', async t => {
  const silent = ['core.MachineFellSilent'] as const
  t.match(after('host', silent), [{ id: 'web01', host: 'web01', state: 'silent' }])
  for (const end of ['core.MachineHeard', 'core.MachineForgotten'])
    t.strictSame(after('host', silent, [end]), [])
})
