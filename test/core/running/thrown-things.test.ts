import { Observable, Subject } from 'rxjs'
import t from 'tap'
import { messageOf } from '../../../core/errors.ts'
import type { Observation } from '../../../core/host.ts'
import type { Contribution } from '../../../core/plugin.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { createPluginGround } from '../../support/plugin-running.ts'
import { thrownThings } from '../../support/thrown-things.ts'
import { until } from '../../support/until.ts'

// Whatever a plugin throws ends in its own health, in words that an answer and an event can hold.

const prepare = await createPluginGround(t)

for (const [name, thrown] of thrownThings) {
  const fail = async (): Promise<never> => {
    throw thrown()
  }
  const reason = messageOf(thrown())

  t.test(`${name} is a text that everything of ours can hold`, async t => {
    t.match(reason, /\S/)
    t.ok(reason.length <= 1_000)
    t.notMatch(reason, /\0|\p{Surrogate}/u)
  })

  t.test(`${name} from readings, a sweep and a check`, async t => {
    const running = prepare(t)
    const contribution: Contribution = {
      observes: new Observable<Observation>(readings => readings.error(thrown())),
      sweeps: [{ name: 'sweeping', everySeconds: 60, run: fail }],
      checks: [{ name: 'looking', check: fail }],
    }
    const runner = running.run(contribution)
    await until('all have failed', () => runner.health().every(({ state }) => state !== 'ok'))
    const own = (what: string): object => ({ name: `plugin:${running.name}${what}`, reason })
    t.match(runner.health(), [own('/looking'), own(''), own('/sweeping')])
    await runner.stop()
  })

  t.test(`${name} from a reaction sets the event aside, and the next is reacted to`, async t => {
    const running = prepare(t)
    const seen: unknown[] = []
    const type = `${running.name}.Measured`
    const clock = createFakeClock()
    const runner = running.run(
      {
        reactsTo: {
          [type]: async ({ data }) => {
            seen.push(Reflect.get(data, 'value'))
            if (Reflect.get(data, 'value') === 1) throw thrown()
          },
        },
      },
      clock,
    )
    await until('it listens', async () => (await listening(running.name)) > 0)
    await running.measure(1, 2)
    await until('both were handed over', async () => {
      await clock.advance(2_000)
      return seen.includes(2)
    })
    t.match(runner.health(), [{ state: 'degraded', reason: /set aside/ }])
    await runner.stop()
  })

  t.test(`${name} from a gauge leaves the others to be seen`, async t => {
    const running = prepare(t)
    const gauge = (word: string, read: () => Promise<never[]>): object => ({
      ...{ name: `${running.name}_${word}`, summary: 'A figure.', labels: [], read },
    })
    const contribution = { gauges: [gauge('bad', fail), gauge('good', async () => [one] as never)] }
    const one = { labels: {}, value: 7 }
    const runner = running.run(contribution as Contribution)
    t.match(await running.registry.metrics(), `decklog_${running.name}_good 7`)
    await runner.stop()
  })
}

async function listening(plugin: string): Promise<number> {
  const sql = 'select 1 from reaction_checkpoints where plugin = $1'
  return (await prepare(t).database.query(sql, [plugin])).length
}

for (const odd of [undefined, null, 7, 'text', {}, { stream: 'x', event: null }])
  t.test(`a reading of ${JSON.stringify(odd)} is not valid, and says so`, async t => {
    const running = prepare(t)
    const readings = new Subject<Observation>()
    const runner = running.run({ observes: readings })
    await until('it observes', () => readings.observed)
    readings.next(odd as never)
    t.match(runner.health(), [{ state: 'degraded', reason: /\S/ }])
    await runner.stop()
  })

t.test('readings that fail as they are ended stop all the same', async t => {
  const running = prepare(t)
  let begun = 0
  const observes = new Observable<Observation>(() => {
    begun += 1
    return () => {
      throw new Error('a bad end')
    }
  })
  const runner = running.run({ observes })
  await until('it observes', () => begun === 1)
  await runner.stop()
  t.pass('stopped')
})

for (const answer of [
  undefined,
  null,
  {},
  { healthy: false },
  { healthy: false, reason: '' },
  { healthy: false, reason: 7 },
  { healthy: false, reason: 'x'.repeat(1_048_576) },
])
  t.test(`a check that answers ${JSON.stringify(answer)?.slice(0, 40)} has a reason`, async t => {
    const running = prepare(t)
    const runner = running.run({
      checks: [{ name: 'looking', check: async () => answer as never }],
    })
    await until('it was asked', () => runner.health()[0]?.state === 'failing')
    const reason = runner.health()[0]?.reason ?? ''
    t.match(reason, /\S/)
    t.ok(reason.length <= 1_000)
    await runner.stop()
  })

t.test('a gauge that never answers does not hold up the others', async t => {
  const running = prepare(t)
  const gauge = { name: `${running.name}_slow`, summary: 'A figure.', labels: [] }
  const runner = running.run({ gauges: [{ ...gauge, read: () => new Promise(() => {}) }] })
  t.match(await running.registry.metrics(), /decklog_plugin_restarts_total/)
  await runner.stop()
})
