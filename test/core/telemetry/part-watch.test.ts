import t, { type Test } from 'tap'
import type { Host } from '../../../core/host.ts'
import { type Role, roles as allRoles } from '../../../core/settings.ts'
import type { HealthItem } from '../../../core/telemetry/health.ts'
import { createPartWatch } from '../../../core/telemetry/part-watch.ts'
import { createStreams } from '../../support/decided-streams.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { silentLog as log } from '../../support/silent-log.ts'

type Named = Readonly<Record<string, Omit<HealthItem, 'name'>>>
interface Over {
  readonly execute?: Host['execute']
  readonly streams?: ReturnType<typeof createStreams>
  readonly roles?: readonly Role[]
}

const bad = { state: 'degraded', reason: '3 events are set aside.' } as const
const ok = { state: 'ok' } as const

/** A process that watches its parts; `over` is how they are from now on, for so many seconds. */
function watch(t: Test, { streams = createStreams(), ...more }: Over = {}) {
  const clock = createFakeClock()
  const { execute = streams.execute, roles = allRoles } = more
  let items: Named = {}
  const source = {
    health: () => Object.entries(items).map(([name, item]) => ({ name, ...item })),
  }
  const settings = { nodeName: 'web01', roles }
  const watching = createPartWatch({ host: { execute }, sources: [source], settings, clock, log })
  watching.start()
  t.teardown(() => watching.stop())
  const over = async (seconds: number, now: Named): Promise<void> => {
    items = now
    // What has just begun comes to its first wait.
    await clock.advance(0)
    await clock.advance(seconds * 1_000)
  }
  return { over, recorded: streams.recorded, streams }
}

t.test('what has not worked for a minute is recorded once, and once that it works', async t => {
  const { over, recorded } = watch(t)
  const part = 'projection:disk-status'
  await over(300, { [part]: ok })
  t.equal(recorded.length, 0, 'nothing while all works')
  await over(45, { [part]: bad })
  await over(300, { [part]: ok })
  t.equal(recorded.length, 0, 'what mends itself soon is not told')
  await over(300, { [part]: bad })
  await over(30, { [part]: ok })
  await over(30, { [part]: bad })
  t.equal(recorded.length, 1, 'nor is what works for a moment')
  await over(120, { [part]: ok })
  t.match(recorded, [
    { type: 'core.PartDegraded', data: { machine: 'web01', part, reason: bad.reason } },
    { type: 'core.PartMended', data: { machine: 'web01', part } },
  ])
  t.equal(recorded.length, 2)
  await over(90, { [part]: bad })
  t.match(recorded[2], { type: 'core.PartDegraded' }, 'and once more when it is so again')
})

t.test('what flaps is told while it is bad for longer than it is well', async t => {
  const { over, recorded } = watch(t)
  await over(90, { mostly: ok, seldom: ok })
  for (let cycle = 0; cycle < 10; cycle += 1) {
    await over(45, { mostly: bad, seldom: ok })
    await over(15, { mostly: ok, seldom: bad })
  }
  t.match(recorded, [{ type: 'core.PartDegraded', data: { part: 'mostly' } }])
  t.equal(recorded.length, 1)
})

t.test(
  'what another process takes for mended is recorded anew, and goes back and forth no more',
  async t => {
    const { over, streams } = watch(t)
    await over(90, { sealing: bad })
    const other = watch(t, { streams })
    await other.over(90, { sealing: ok })
    t.equal(streams.recorded.length, 2, 'the other was begun anew, and may be all that there is')
    for (let minutes = 0; minutes < 60; minutes += 1) {
      await over(60, { sealing: bad })
      await other.over(60, { sealing: ok })
    }
    t.strictSame(
      streams.recorded.map(({ type }) => type),
      ['core.PartDegraded', 'core.PartMended', 'core.PartDegraded'],
    )
  },
)

t.test('what is known costs few looks into the ledger', async t => {
  const streams = createStreams()
  let looks = 0
  const execute = (async (...given: Parameters<Host['execute']>) => {
    looks += 1
    return streams.execute(...given)
  }) as Host['execute']
  const { over } = watch(t, { streams, execute })
  await over(3_600, { log: ok })
  t.equal(looks, 1)
  await over(3_600, { sealing: bad, log: ok })
  t.equal(looks, 1 + 1 + 12, 'once when it is news, and every five minutes')
})

t.test('what has an alarm of its own, and what fails, is left to that', async t => {
  const { over, recorded } = watch(t)
  await over(600, {
    'plugin:disk': bad,
    'checkpoints:file': bad,
    ledger: { state: 'failing', reason: 'is away' },
    postgres: { state: 'failing', reason: 'is away' },
    'projection:runs': { state: 'failing' },
  })
  t.equal(recorded.length, 0)
  const clock = { state: 'failing', reason: 'is 9 s off' } as const
  await over(600, { 'plugin:disk/reactions': bad, clock, 'projection:runs': bad })
  t.match(
    recorded.map(({ data }) => data),
    [{ part: 'plugin:disk/reactions' }, { part: 'clock' }, { part: 'projection:runs' }],
  )
})

t.test(
  'a process that starts tells what was mended while none ran, and what is no more',
  async t => {
    const { over, streams } = watch(t)
    await over(90, { sealing: bad, log: bad, 'projection:old': bad })
    const next = watch(t, { streams })
    await next.over(90, { sealing: ok, log: bad })
    t.match(
      streams.recorded.slice(3).map(({ type, data }) => [type, data]),
      [
        ['core.PartMended', { part: 'sealing' }],
        ['core.PartMended', { part: 'projection:old' }],
      ],
    )
    t.equal(streams.recorded.length, 5)
  },
)

t.test('a process that has not every role says nothing of parts that it has not', async t => {
  const { over, streams } = watch(t)
  await over(90, { sealing: bad })
  const api = watch(t, { streams, roles: ['api'] })
  await api.over(90, { log: ok })
  t.equal(streams.recorded.length, 1)
})

t.test('what could not be recorded is recorded when it can be', async t => {
  const streams = createStreams()
  let away = true
  const execute = (async (...given: Parameters<Host['execute']>) => {
    if (away) throw new Error('the ledger is away')
    return streams.execute(...given)
  }) as Host['execute']
  const { over } = watch(t, { streams, execute })
  await over(120, { log: bad })
  away = false
  await over(30, { log: { ...bad, reason: '\0'.repeat(2_000) } })
  t.match(streams.recorded, [{ data: { reason: /^\uFFFD{999}…$/ } }], 'as our stores can keep it')
})
