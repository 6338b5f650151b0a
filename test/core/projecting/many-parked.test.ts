import t from 'tap'
import { retryParked } from '../../../core/projecting/retry-parked.ts'
import { mended } from '../../support/mended-probe.ts'
import {
  createReadSide,
  prepareReadSide,
  startReadSide,
  waitLive,
  type ReadSide,
} from '../../support/read-side.ts'
import { allowed, rounds } from '../../support/rounds.ts'
import { until } from '../../support/until.ts'

const many = rounds(20_000, 200_000)

/** Sets aside, under one key, as many events as nobody reads one by one; they have expired in the ledger. */
async function parkMany({ database }: ReadSide): Promise<void> {
  for (let from = 0; from < many; from += 20_000)
    await database.query(`
      insert into parked_events (projection, version, generation, key, position, stream, revision, event_id, type)
      select projection, version, generation, key, 10000000 + n, 'expired-1', n, n::text, type
      from parked_events, generate_series(${from}, ${from + 19_999}) as n
      where key = 'a' and position < 10000000
    `)
}

t.test(
  'retries very many events under one key page by page, and is swift again at once',
  async t => {
    const ground = await prepareReadSide(t)
    const { projection } = ground.probe
    const broken = await startReadSide(t, ground)
    await broken.measure('a', [-1])
    await waitLive(broken, ground)
    await broken.stop()

    const probe = mended(ground.probe)
    const side = createReadSide(t, { ...ground, probe })
    await parkMany(side)
    await side.start()
    await waitLive(side, ground)
    let slow = 0
    const { withTransaction } = side.database
    side.database.withTransaction = (work, durability) => {
      if (durability === 'rebuildable') slow += 1
      return withTransaction.call(side.database, work, durability) as never
    }
    const startMs = performance.now()
    await side.measure('a', [2])
    await side.measure('b', [2])
    await waitLive(side, ground)
    t.ok(performance.now() - startMs < allowed(5_000), 'a batch does not look at all of them')
    t.ok(slow > 0)

    let after: string | undefined
    let applied = 0
    do {
      const enough = AbortSignal.timeout(1_000)
      const retried = await retryParked(side, probe.projection, { after, enough })
      applied += retried.applied
      after = retried.next ?? undefined
    } while (after !== undefined)
    t.equal(applied, many + 2)
    t.match((await side.rows(projection.name)).rows, [{ _key: 'a', events: 2 }, { _key: 'b' }])

    await until('it is swift again', async () => {
      slow = 0
      await side.measure('b', [3])
      await waitLive(side, ground)
      return slow === 0
    })
  },
)
