import t from 'tap'
import type { DomainEvent, Recorded } from '../../../core/event.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import projection from '../../../projections/exceptions/projection.ts'
import { loadEverything } from '../../support/every-event.ts'
import { projectionContract } from '../../contracts/projection.ts'

const { sources } = await loadEverything()
const specs = Object.assign({}, ...sources.map(({ events }) => events))
await projectionContract(t, projection, specs, { observations: [] })

type Data = Readonly<Record<string, unknown>>
let count = 0

/** An event of its type's example with other data, by ann. */
function told(type: string, data: Data = {}): Recorded<DomainEvent> {
  count += 1
  const at = new Date(Date.UTC(2026, 0, 1, 0, count))
  return {
    ...{ id: `event-${count}`, type, stream: 'run-1', revision: BigInt(count) },
    ...{ position: BigInt(count), receivedAt: at, recordedAt: at },
    data: { ...specs[type].example, ...data },
    metadata: { actor: 'person:ann' },
  }
}

function fold(...events: readonly Recorded<DomainEvent>[]): readonly Data[] {
  const rows = foldEvents(projection as never, events as never).values()
  return ([...rows] as readonly Data[]).filter(row => row['happened'])
}

const kinds = (rows: readonly Data[]): unknown => rows.map(({ kind }) => kind)

t.test('each exception tells who, what, why and the event that says so', async t => {
  const event = told('gsd.GateBypassed', { gates: ['disk'], reason: 'The disk comes at noon.' })
  t.match(fold(event), [
    {
      ...{ kind: 'bypass', actor: 'person:ann', reason: 'The disk comes at noon.' },
      ...{ what: 'set aside: disk', step: 'rollout', event_ids: [event.id] },
      ...{ ends_at: Date, recorded_at: event.recordedAt },
    },
  ])
})

t.test('a gate that somebody set to a softer mode is one, to a stricter mode none', async t => {
  const set = (from: string, to: string) =>
    fold(told('core.GateModeSet', { gate: 'disk', from, to, reason: 'For the night.' }))
  t.match(set('deny', 'watch'), [
    {
      ...{ kind: 'softened_gate', subject: 'gate disk', what: 'was deny, is watch' },
      ...{ reason: 'For the night.', actor: 'person:ann' },
    },
  ])
  t.strictSame(kinds([...set('deny', 'warn'), ...set('warn', 'watch')]), [
    'softened_gate',
    'softened_gate',
  ])
  t.strictSame([...set('watch', 'deny'), ...set('warn', 'deny'), ...set('warn', 'warn')], [])
})

t.test(
  'a decision of gates is an exception when a bypass was used or rules softened it',
  async t => {
    const decision = (data: Data): unknown => kinds(fold(told('gsd.GateDecided', data)))
    t.strictSame(decision({ decision: 'allow', effect: 'allowed', mode: 'enforce' }), [])
    t.strictSame(decision({ decision: 'deny', effect: 'refused', mode: 'enforce' }), [])
    t.strictSame(decision({ decision: 'deny', effect: 'bypassed', mode: 'enforce' }), [
      'bypass_used',
    ])
    t.strictSame(decision({ decision: 'deny', effect: 'warned', mode: 'warn' }), ['softened_gate'])
    const byRules = [{ gate: 'images', answer: 'not_asked' }]
    const both = { decision: 'deny', effect: 'bypassed', mode: 'enforce', byRules }
    t.strictSame(decision(both), ['bypass_used', 'softened_gate'])
  },
)

t.test(
  'what is decided of a run while no evidence stands is told as one, with every event',
  async t => {
    const [attached, withdrawn] = [told('gsd.EvidenceAttached'), told('gsd.EvidenceWithdrawn')]
    const [approved, completed] = [told('gsd.ApprovalGiven'), told('gsd.RunCompleted')]
    t.strictSame(kinds(fold(attached, completed)), [])
    t.strictSame(kinds(fold(attached, approved, completed)), ['approval'])
    const rows = fold(attached, withdrawn, approved, completed)
    const without = rows.find(({ kind }) => kind === 'unevidenced')
    t.strictSame(without?.['event_ids'], [approved.id, completed.id])
    t.equal(fold(completed)[0]?.['what'], 'completed with no evidence')
  },
)

t.test('rules that changed are an exception only where they were weakened', async t => {
  const change = (effect: string): Data => ({
    changes: [{ path: 'gateModes.release', before: '"enforce"', after: '"warn"', effect }],
  })
  t.strictSame(kinds(fold(told('core.RulesChanged', change('changed')))), [])
  const rows = fold(told('core.RulesChanged', change('weakened')), told('gsd.RulesWeakened'))
  t.strictSame(kinds(rows), ['rules_weakened', 'rules_weakened'])
  t.match(rows[0]?.['what'], /gateModes\.release/)
})

t.test('mutes and points that were taken away are exceptions', async t => {
  const all = { kind: null, boardId: null, alarmId: null }
  const rows = fold(told('notify.MuteSet', all), told('gsd.ApprovalWaived'))
  t.strictSame(kinds(rows), ['mute', 'waiver'])
  t.equal(rows[0]?.['what'], 'all alarms were muted')
  for (const part of ['kind', 'boardId', 'alarmId'] as const) {
    const [row] = fold(told('notify.MuteSet', { ...all, [part]: 'x-1' }))
    t.match(row?.['what'], /^muted: .*x-1$/, `a mute of one ${part} is no mute of all`)
  }
})
