import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import type { GuardEvent } from '../../../core/guarding/guard-events.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import type { ReceivingRow } from '../../../core/receiving/gaps.ts'
import { runPlugin } from '../../../core/testing/run-plugin.ts'
import { createTankGuard, receivingOf, type Script, tankModels } from './tank-guard.ts'

const minute = 60_000
const start = Date.parse('2026-01-01T00:00:00.000Z')
const at = (minutes: number): string => new Date(start + minutes * minute).toISOString()

function begin(level: number, gaps: ReceivingRow['gaps'] = []) {
  const script: Script = { next: [{ subject: 'a', values: { level } }] }
  const running = runPlugin(createTankGuard(script), {
    config: { limits: { level: { enterAfter: 0, leaveAfter: 0 } } },
    projections: [...tankModels, receivingOf(gaps)],
  })
  running.start()
  const changes = async (): Promise<readonly Recorded<GuardEvent<'LevelChanged'>>[]> =>
    (await running.recorded()).filter(
      (event): event is Recorded<GuardEvent<'LevelChanged'>> => event.type === 'tank.LevelChanged',
    )
  const told = async (): Promise<readonly string[]> =>
    (await changes()).map(({ data: { to, held, reason } }) => `${to} ${held} ${reason}`)
  return { running, script, changes, told }
}

t.test('a subject that falls silent is unknown once, until it is read again', async t => {
  const { running, script, changes, told } = begin(50)
  await running.advance(minute)
  script.next = []
  await running.advance(2 * minute)
  await running.sweep('find-silent')
  t.strictSame(await told(), ['ok ok reads_succeeded'], 'not before two intervals are over')
  await running.advance(minute)
  await running.sweep('find-silent')
  await running.sweep('find-silent')
  t.strictSame(await told(), ['ok ok reads_succeeded', 'unknown ok silent'])
  const [, silent] = await changes()
  const readings = (await running.recorded()).filter(({ type }) => type === 'tank.Sampled')
  const last = readings.at(-1)
  const since = last?.receivedAt.getTime() ?? 0
  t.match(silent?.data, {
    ...{ observationId: last?.id, observedAt: new Date(since).toISOString(), values: null },
    becameTrueAt: new Date(since + 130_000).toISOString(),
  })
  script.next = [{ subject: 'a', values: { level: 50 } }]
  await running.advance(minute)
  t.equal((await told()).at(-1), 'ok ok reads_succeeded')
  t.strictSame(running.failures, [])
  running.stop()
})

t.test('its alarm is raised, and ends when it is read again or forgotten', async t => {
  const { running, script, changes } = begin(50)
  await running.advance(minute)
  script.next = []
  await running.advance(5 * minute)
  await running.sweep('find-silent')
  const [alarm] = Object.values(createTankGuard(script).alarms ?? {}) as readonly {
    readonly on: Readonly<Record<string, (event: Recorded) => unknown>>
  }[]
  const signal = (event: Recorded | undefined) => event && alarm?.on[event.type]?.(event)
  t.match(signal((await changes()).at(-1)), {
    ...{ state: 'raised', severity: 'warning', about: 'web01 a' },
    text: /unknown: It has not been read since 2026/,
  })
  const days = 24 * 60 * minute
  await running.advance(8 * days)
  await running.sweep('find-silent')
  await running.sweep('forget-gone')
  await running.sweep('find-silent')
  const forgotten = (await running.recorded()).at(-1)
  t.match(forgotten, { type: 'tank.Forgotten' })
  t.match(signal(forgotten), { state: 'cleared' })
  running.stop()
})

t.test('silence releases nothing that was blocked', async t => {
  const { running, script, told } = begin(1)
  await running.advance(minute)
  script.next = []
  await running.advance(5 * minute)
  await running.sweep('find-silent')
  t.equal((await told()).at(-1), 'unknown emergency silent')
  t.match(await running.ask('tank'), { decision: 'deny', reasons: [{ code: 'tank_unknown' }] })
  script.next = [{ subject: 'a', values: { level: 1 } }]
  await running.advance(minute)
  t.equal((await told()).at(-1), 'emergency emergency reads_succeeded')
  running.stop()
})

t.test('time in which Decklog could not receive makes nobody silent', async t => {
  const { running, script, told } = begin(50, [{ from: at(2), to: at(60) }])
  await running.advance(minute)
  script.next = []
  await running.advance(60 * minute)
  await running.sweep('find-silent')
  t.strictSame(await told(), ['ok ok reads_succeeded'])
  await running.advance(3 * minute)
  await running.sweep('find-silent')
  t.equal((await told()).at(-1), 'unknown ok silent')
  running.stop()
})

t.test('what fell silent is redecided as it was, and folded anew as it was', async t => {
  const { running, script } = begin(50)
  await running.advance(minute)
  script.next = []
  await running.advance(5 * minute)
  await running.sweep('find-silent')
  const { events = {} } = running.contribution.redecides?.() ?? {}
  const others = { gate: async () => [] }
  const checks = []
  for (const event of await running.recorded()) {
    const found = await events[event.type]?.(event, {}, others)
    if (Array.isArray(found)) checks.push(...found)
  }
  t.equal(checks.length, 2)
  for (const { recorded, judged } of checks) t.strictSame(judged, recorded)
  const [levels] = tankModels
  const rows = foldEvents(
    levels!,
    (await running.recorded()).filter(({ type }) => type in levels!.on),
  )
  t.match(
    [...rows.values()],
    [{ severity: 'unknown', held_severity: 'ok', severity_reason: 'silent' }],
  )
  running.stop()
})
