import { NEVER, concat, defer, ignoreElements } from 'rxjs'
import t from 'tap'
import { systemClock } from '../../../core/clock.ts'
import { DecklogError } from '../../../core/errors.ts'
import type { Contribution, Reaction } from '../../../core/plugin.ts'
import { createLeases } from '../../../core/leases/lease-keeper.ts'
import {
  acknowledgeMissed,
  askToRetry,
  listParkedReactions,
  readStandings,
} from '../../../core/running/parked-reactions.ts'
import { createPluginGround, type PluginRunning } from '../../support/plugin-running.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'

const prepare = await createPluginGround(t)

interface Parked {
  readonly type: string
  readonly error: string
}

const valueOf = (event: Parameters<Reaction>[0]): unknown => Object(event.data).value

function reacting(running: PluginRunning, react: Reaction): Contribution {
  return { reactsTo: { [`${running.name}.Measured`]: react } }
}

/** Starts reacting for the first time and waits until it has. */
async function begin(
  running: PluginRunning,
  contribution: Contribution,
): Promise<() => Promise<void>> {
  const runner = running.run(contribution)
  await until('it reacts from here on', async () => (await checkpoints(running)) === 1)
  return () => runner.stop()
}

async function checkpoints({ database, name }: PluginRunning): Promise<number> {
  return (await database.query('select from reaction_checkpoints where plugin = $1', [name])).length
}

async function parked({ database, name }: PluginRunning): Promise<readonly Parked[]> {
  return database.query<Parked>(
    'select type, error from parked_reactions where plugin = $1 order by position',
    [name],
  )
}

t.test('reacts to what comes after its first start, in order', async t => {
  const running = prepare(t)
  await running.measure('before')
  const seen: unknown[] = []
  const stop = await begin(
    running,
    reacting(running, async event => void seen.push(valueOf(event))),
  )
  await running.measure(1, 2)
  await running.measure(3)
  await until('all are handled', () => seen.length === 3)
  t.strictSame(seen, [1, 2, 3])
  await stop()
})

t.test('goes on where it stopped', async t => {
  const running = prepare(t)
  const seen: unknown[] = []
  const contribution = reacting(running, async event => void seen.push(valueOf(event)))
  const stop = await begin(running, contribution)
  await running.measure(1)
  await until('the first is handled', () => seen.length === 1)
  await stop()
  await running.measure(2)
  const again = running.run(contribution)
  await until('the second is handled', () => seen.includes(2))
  t.strictSame(
    seen.filter(value => value === 2),
    [2],
  )
  await again.stop()
})

t.test('handles an event again when it was stopped in the middle', async t => {
  const running = prepare(t)
  let runs = 0
  const stop = await begin(
    running,
    reacting(running, () => {
      runs += 1
      return new Promise(() => {})
    }),
  )
  await running.measure(1)
  await until('it is being handled', () => runs === 1)
  await stop()
  const seen: unknown[] = []
  const again = running.run(reacting(running, async event => void seen.push(valueOf(event))))
  await until('it is handled', () => seen.length === 1)
  await again.stop()
  t.strictSame(seen, [1])
})

t.test('sets an event aside after five attempts and goes on', async t => {
  const running = prepare(t)
  const tries = { bad: 0 }
  const seen: unknown[] = []
  const runner = running.run(
    reacting(running, async event => {
      if (valueOf(event) === 'bad') {
        tries.bad += 1
        throw new Error('cannot be done')
      }
      seen.push(valueOf(event))
    }),
  )
  await until('it reacts from here on', async () => (await checkpoints(running)) === 1)
  await running.measure('bad', 2)
  await until('the next is handled', () => seen.length === 1)
  t.equal(tries.bad, 5)
  t.strictSame(await parked(running), [
    { type: `${running.name}.Measured`, error: 'cannot be done' },
  ])
  t.match(runner.health(), [{ state: 'degraded' }])
  await runner.stop()
})

t.test('waits for an outage to pass, however long it takes', async t => {
  const running = prepare(t)
  let tries = 0
  const stop = await begin(
    running,
    reacting(running, async () => {
      tries += 1
      if (tries <= 6) throw new DecklogError('DECKLOG_DATABASE_UNAVAILABLE', 'for a while')
    }),
  )
  await running.measure(1)
  await until('it is handled', () => tries === 7, 120_000)
  await stop()
  t.strictSame(await parked(running), [])
})

t.test('sets aside what cannot be read', async t => {
  const running = prepare(t)
  const seen: unknown[] = []
  const stop = await begin(
    running,
    reacting(running, async event => void seen.push(valueOf(event))),
  )
  await running.ledger.append(`${running.name}-1`, [
    {
      id: '7b0f7f0e-3d7c-4a52-8f5e-2f4d3f9b6a10',
      type: `${running.name}.Measured`,
      data: { value: 1 },
      metadata: { schemaVersion: '9' },
    },
  ])
  await running.measure(2)
  await until('the next is handled', () => seen.length === 1)
  t.equal((await parked(running)).length, 1)
  await stop()
})

t.test('reacts to what is observed before it leads for the first time', async t => {
  const running = prepare(t)
  const { database, name } = running
  const holder = `another-${name}`
  const others = createLeases({ database, holder, clock: systemClock, log: silentLog })
  const leading = new AbortController()
  let led = false
  const other = others.lead(
    `reaction:${name}`,
    async ({ signal }) => {
      led = true
      await new Promise(resolve => signal.addEventListener('abort', resolve))
    },
    leading.signal,
  )
  await until('another process leads', () => led)
  let observed = false
  const seen: unknown[] = []
  const runner = running.run({
    ...reacting(running, async event => void seen.push(valueOf(event))),
    observes: concat(
      defer(() => running.measure('first').then(() => (observed = true))).pipe(ignoreElements()),
      NEVER,
    ),
  })
  await until('it has observed', () => observed)
  t.equal(await checkpoints(running), 0)
  leading.abort()
  await other
  await until('it has reacted', () => seen.length === 1)
  t.strictSame(seen, ['first'])
  await runner.stop()
})

t.test('observes although the ledger cannot say where reactions begin', async t => {
  const running = prepare(t)
  const unavailable = new DecklogError('DECKLOG_LEDGER_UNAVAILABLE', 'down')
  t.intercept(running.ledger, 'head', { value: () => Promise.reject(unavailable) })
  let observing = false
  const runner = running.run({
    ...reacting(running, async () => {}),
    observes: defer(() => {
      observing = true
      return NEVER
    }),
  })
  await until('it observes', () => observing)
  await runner.stop()
  t.equal(await checkpoints(running), 0)
})

t.test('an outage of whatever it calls sets nothing aside', async t => {
  const running = prepare(t)
  const outages = [
    new DecklogError('DECKLOG_TIMEOUT', 'it took over 30 s'),
    Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:443'), { code: 'ECONNREFUSED' }),
    Object.assign(new AggregateError([Object.assign(new Error(''), { code: 'ETIMEDOUT' })])),
    new TypeError('fetch failed', {
      cause: Object.assign(new Error(''), { code: 'UND_ERR_SOCKET' }),
    }),
    new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
    new Error('Connection terminated unexpectedly'),
  ]
  let tries = 0
  const runner = running.run(
    reacting(running, async () => {
      const outage = outages[tries % outages.length]
      tries += 1
      if (tries <= 12) throw outage
    }),
  )
  await until('it reacts from here on', async () => (await checkpoints(running)) === 1)
  await running.measure(1)
  await until('it waits', () => runner.health().some(({ state }) => state === 'degraded'))
  await until('it is handled', () => tries === 13, 120_000)
  t.strictSame(await parked(running), [])
  await until('all is well', () => runner.health().every(({ state }) => state === 'ok'))
  await runner.stop()
})

t.test(
  'stays degraded over a restart by what was set aside, until that is tried again',
  async t => {
    const running = prepare(t)
    const { database, name } = running
    let mended = false
    const seen: unknown[] = []
    const contribution = reacting(running, async event => {
      if (valueOf(event) === 'bad' && !mended) throw new Error('cannot be done')
      seen.push(valueOf(event))
    })
    const stop = await begin(running, contribution)
    await running.measure('bad', 2)
    await until('the next is handled', () => seen.length === 1)
    await stop()

    const runner = running.run(contribution)
    await until('it is known', () => runner.health().some(({ state }) => state === 'degraded'))
    const standing = (await readStandings(database)).find(({ plugin }) => plugin === name)
    t.match(standing, { parked: 1, retrying: 0, missed: null })
    t.match(await running.registry.metrics(), `parked_reactions{plugin="${name}"} 1`)

    t.equal(await askToRetry(database, name, undefined), 1)
    const isIdle = async (): Promise<boolean> =>
      (await readStandings(database)).every(({ retrying }) => retrying === 0)
    await until('it was tried in vain', isIdle)
    t.match(await parked(running), [{ error: 'cannot be done' }])

    mended = true
    const [one] = await listParkedReactions(database, name, { after: undefined, limit: 10 })
    t.equal(await askToRetry(database, name, 1n), 0, 'nothing is set aside there')
    t.equal(await askToRetry(database, name, one?.position), 1)
    await until('it is done', async () => (await parked(running)).length === 0)
    t.strictSame(seen, [2, 'bad'])
    await until('all is well', () => runner.health().every(({ state }) => state === 'ok'))
    await runner.stop()
  },
)

t.test(
  'goes on at the end of a ledger that was restored, and says what it may have missed',
  async t => {
    const running = prepare(t)
    const { database, name } = running
    const seen: unknown[] = []
    const contribution = reacting(running, async event => void seen.push(valueOf(event)))
    const stop = await begin(running, contribution)
    await running.measure(1)
    await until('it is handled', () => seen.length === 1)
    await stop()
    // As after a back-up of before: where the last event was there is another, or the ledger ends before it.
    const breaks = [
      `update reaction_checkpoints set last_event_id = 'another' where plugin = $1`,
      `update reaction_checkpoints set last_revision = 4711 where plugin = $1`,
      `update reaction_checkpoints set position = 9000000000000000 where plugin = $1`,
    ]
    for (const [index, broken] of breaks.entries()) {
      await database.query(broken, [name])
      await running.measure(`missed ${index}`)
      const runner = running.run(contribution)
      const item = () => runner.health().find(one => one.name === `plugin:${name}/reactions`)
      await until('it is degraded', () => item()?.state === 'degraded')
      t.match(item()?.reason, new RegExp(`missed, of ${name}\\.Measured`))
      await running.measure(`after ${index}`)
      await until('it reacts again', () => seen.includes(`after ${index}`))
      t.notOk(seen.includes(`missed ${index}`))
      await runner.stop()

      const again = running.run(contribution)
      await until('it is known after a restart', () => again.health()[0]?.state === 'degraded')
      await acknowledgeMissed(database, name)
      await until('all is well', () => again.health()[0]?.state === 'ok', 120_000)
      await again.stop()
    }
  },
)

t.test('saves before it waits, and what was done in a batch that was stopped', async t => {
  const running = prepare(t)
  const at = async () =>
    (
      await running.database.query<{ last_event_id: string | null }>(
        'select last_event_id from reaction_checkpoints where plugin = $1',
        [running.name],
      )
    )[0]?.last_event_id
  const seen: string[] = []
  const stop = await begin(
    running,
    reacting(running, event => {
      if (valueOf(event) === 'hangs') return new Promise(() => {})
      if (valueOf(event) === 'fails') throw new DecklogError('DECKLOG_DATABASE_UNAVAILABLE', 'x')
      seen.push(event.id)
      return Promise.resolve()
    }),
  )
  await running.measure(1, 2, 'fails')
  await until('what is done is saved', async () => seen.length === 2 && (await at()) === seen[1])
  await stop()

  const again: unknown[] = []
  const next = running.run(
    reacting(running, event => {
      again.push(valueOf(event))
      if (valueOf(event) === 'hangs') return new Promise(() => {})
      seen.push(event.id)
      return Promise.resolve()
    }),
  )
  await until('it goes on', () => again.length === 1)
  await running.measure(3, 'hangs')
  await until('it hangs', () => again.includes('hangs'))
  await next.stop()
  t.strictSame(again, ['fails', 3, 'hangs'])
  t.equal(await at(), seen.at(-1), 'saved at the stop')
})
