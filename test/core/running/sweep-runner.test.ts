import t from 'tap'
import { DecklogError, type ErrorCode } from '../../../core/errors.ts'
import type { Sweep } from '../../../core/plugin.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { createPluginGround } from '../../support/plugin-running.ts'
import { until } from '../../support/until.ts'

const prepare = await createPluginGround(t)
const running = prepare(t)

function sweep(name: string, run: Sweep['run'], everySeconds = 60): Sweep {
  return { name, everySeconds, run }
}

/** Moves a fake clock on, a second at a time, until `condition` holds. */
async function passing(clock: FakeClock, what: string, condition: () => boolean): Promise<void> {
  await until(what, async () => {
    if (condition()) return true
    await clock.advance(1_000)
    return condition()
  })
}

t.test('sweeps at once and then after every period', async t => {
  const clock = createFakeClock()
  const times: number[] = []
  const counting = sweep('counting', async () => void times.push(clock.monotonicMs()))
  const runner = running.run({ sweeps: [counting] }, clock)
  await until('it has swept', () => times.length === 1)
  await clock.advance(59_999)
  t.equal(times.length, 1)
  await clock.advance(1)
  await clock.advance(60_000)
  t.equal(times.length, 3)
  await runner.stop()
})

t.test('counts a sweep that fails, says so, and sweeps again', async t => {
  const clock = createFakeClock()
  let runs = 0
  const failing = sweep('failing', async () => {
    runs += 1
    if (runs === 1) throw new Error('no rows')
  })
  const runner = running.run({ sweeps: [failing] }, clock)
  await until('it has failed', () => runner.health()[0]?.state === 'degraded')
  t.match(runner.health(), [{ name: `plugin:${running.name}/failing`, reason: 'no rows' }])
  await passing(clock, 'it is well again', () => runner.health()[0]?.state === 'ok')
  const metrics = await running.registry.metrics()
  t.match(metrics, 'name="failing",outcome="failed"} 1')
  t.match(metrics, 'name="failing",outcome="done"} 1')
  await runner.stop()
})

for (const code of [
  'DECKLOG_PROJECTION_REBUILDING',
  'DECKLOG_PROJECTION_BEHIND',
] satisfies ErrorCode[])
  t.test(`skips a sweep that ends in ${code}, and tries again soon`, async t => {
    const clock = createFakeClock()
    let runs = 0
    const early = sweep('early', async () => {
      runs += 1
      if (runs < 3) throw new DecklogError(code, 'not yet')
    })
    const own = prepare(t)
    const runner = own.run({ sweeps: [early] }, clock)
    await until('it was skipped', async () =>
      (await own.registry.metrics()).includes('name="early",outcome="skipped"} 1'),
    )
    t.match(runner.health(), [{ state: 'ok' }])
    await clock.advance(3_000)
    await clock.advance(3_000)
    t.equal(runs, 3)
    await clock.advance(53_999)
    t.equal(runs, 3, 'with the beats of its period again, once it went well')
    await clock.advance(1)
    t.equal(runs, 4)
    t.match(await own.registry.metrics(), 'name="early",outcome="done"} 2')
    await runner.stop()
  })

t.test('tells a sweep that takes too long to stop, and never runs two at once', async t => {
  const clock = createFakeClock()
  let runs = 0
  let told = false
  let finish = (): void => {}
  const slow = sweep('slow', async signal => {
    runs += 1
    signal.addEventListener('abort', () => (told = true))
    if (runs > 1) return
    await new Promise<void>(resolve => (finish = resolve))
    signal.throwIfAborted()
  })
  const runner = running.run({ sweeps: [slow] }, clock)
  await until('it runs', () => runs === 1)
  await clock.advance(60_000)
  t.ok(told)
  t.match(runner.health(), [{ state: 'degraded', reason: 'it took over 60 s' }], 'said at once')
  const counted = 'name="slow",outcome="timed_out"} 1'
  t.match(await running.registry.metrics(), counted)
  await clock.advance(600_000)
  t.equal(runs, 1, 'a run that goes on is waited for')
  finish()
  await passing(clock, 'the next one runs', () => runs === 2)
  await until('it is well again', () => runner.health()[0]?.state === 'ok')
  t.match(await running.registry.metrics(), counted, 'counted once')
  await runner.stop()
})

t.test('stops although a sweep does not', async t => {
  let runs = 0
  const stuck = sweep('stuck', () => {
    runs += 1
    return new Promise(() => {})
  })
  const runner = running.run({ sweeps: [stuck] })
  await until('it runs', () => runs === 1)
  await runner.stop()
  t.pass('stopped')
})

t.test('is led by one of two processes, and by the other when that one stops', async t => {
  const runs = { first: 0, second: 0 }
  const contributionOf = (who: keyof typeof runs): { readonly sweeps: readonly Sweep[] } => ({
    sweeps: [sweep('shared', async () => void (runs[who] += 1), 0.02)],
  })
  const first = running.run(contributionOf('first'))
  await until('the first leads', () => runs.first > 0)
  const second = running.run(contributionOf('second'))
  await until('the first goes on', () => runs.first > 5)
  t.equal(runs.second, 0)
  await first.stop()
  const before = runs.first
  await until('the second leads', () => runs.second > 0)
  t.equal(runs.first, before)
  await second.stop()
})

t.test('where each machine has one leader, that of another does not wait', async t => {
  const ran: string[] = []
  const own = prepare(t)
  const of = (who: string): Sweep => ({
    ...{ name: 'own', everySeconds: 60, oneOf: 'machine' },
    run: async () => void ran.push(who),
  })
  const [first, second, other] = [
    own.run({ sweeps: [of('first')] }),
    own.run({ sweeps: [of('second')] }),
    own.run({ sweeps: [of('other')] }, undefined, 'db01'),
  ]
  await until('one of each machine has swept', () => ran.includes('other') && ran.length === 2)
  await Promise.all([first, second, other].map(one => one.stop()))
  t.equal(ran.length, 2)
})

t.test('a sweep takes as long as it says that it may', async t => {
  const clock = createFakeClock()
  const own = prepare(t)
  let ended: number | undefined
  const slow: Sweep = {
    ...{ name: 'slow', everySeconds: 10, withinSeconds: 45 },
    run: signal =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => {
          ended = clock.monotonicMs()
          reject(signal.reason)
        }),
      ),
  }
  const runner = own.run({ sweeps: [slow] }, clock)
  await passing(clock, 'its time is over', () => ended !== undefined)
  t.ok(ended !== undefined && ended >= 45_000)
  await runner.stop()
})
