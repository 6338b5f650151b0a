import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { createFindMoment } from '../../core/asof/find-moment.ts'
import { systemClock } from '../../core/clock.ts'
import { createTimeIndex, noteMoments } from '../../core/history/ledger-times-store.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import { openSidePast, type SidePast } from './as-of/side-past.ts'
import {
  costOf,
  cpuPerMillion,
  median,
  perSecond,
  printFigure,
  quantile,
  secondsOf,
} from './figures.ts'
import { openStage } from './open-stage.ts'
import { createBenchModel, type BenchModel } from './projections/bench-model.ts'
import { openReadSide, type ReadSide } from './read-side.ts'

const usage = `npm run bench -- as-of [--events 1000000] [--moments 200] [--only key|list] [--url esdb://…] [--database postgres://…]

Reads as of random moments, each asked once: one key that has all events, and 100 of 1,000 keys, both from their histories; beside it
one key from its own stream.
`

interface Ground {
  readonly ledger: Ledger
  readonly model: BenchModel
  readonly side: ReadSide
  readonly past: SidePast
  readonly first: bigint
  readonly last: bigint
  readonly moments: number
}

/** Measures reads of the past. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      events: { type: 'string', default: '1000000' },
      moments: { type: 'string', default: '200' },
      only: { type: 'string' },
      url: { type: 'string' },
      database: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const events = Number(values.events)
  const moments = Number(values.moments)
  const stage = await openStage({ url: values.url, database: values.database })
  try {
    if (values.only !== 'list') await withGround(stage, { hosts: 1, events, moments }, measureKey)
    if (values.only !== 'key')
      await withGround(stage, { hosts: 1_000, events, moments }, measureList)
  } finally {
    await stage.close()
  }
}

interface Wanted {
  readonly hosts: number
  readonly events: number
  readonly moments: number
}

async function withGround(
  { ledgerUrl, databaseUrl }: { readonly ledgerUrl: string; readonly databaseUrl: string },
  { hosts, events, moments }: Wanted,
  work: (ground: Ground) => Promise<void>,
): Promise<void> {
  const log = pino({ level: 'error' })
  const ledger = createLedger({ url: ledgerUrl, log })
  const model = createBenchModel({ hosts, sensors: hosts })
  const before = await ledger.head()
  const appended = await secondsOf(() => fill(ledger, model, events))
  const last = await ledger.head()
  const projections = [model.projection('host', 1)]
  const side = openReadSide({ ledger, databaseUrl, sources: [model.source], projections, log })
  const past = openSidePast({ side, ledger, log })
  try {
    await side.start()
    printFigure(`${events} events of ${hosts} keys appended`, perSecond(events, appended))
    await side.board.waitFor([nameOf(model)], last, 600_000)
    await work({ ledger, model, side, past, first: before + 1n, last, moments })
  } finally {
    await past.keeper.stop()
    await side.stop()
    await ledger.close()
  }
}

async function fill(ledger: Ledger, model: BenchModel, events: number): Promise<void> {
  for (let from = 0; from < events; from += 500) {
    const length = Math.min(500, events - from)
    const batch = Array.from({ length }, (_, index) => model.event(from + index))
    await ledger.append(model.streamOf('one'), batch)
  }
}

async function measureKey(ground: Ground): Promise<void> {
  await prepare(ground, 'one key')
  const { past, model } = ground
  await measure(ground, 'one key, from its history (bar 50)', async position => {
    const { host } = past.at(position)
    await host.query(`select * from ${host.view(nameOf(model))} where _key = $1`, ['host0'])
  })
  await measureByStream(ground)
  await measureTimes(ground)
}

/** The other way: the key's own stream, from where a fold would have been kept every 1,000 events. */
async function measureByStream(ground: Ground): Promise<void> {
  const { ledger, model, first, side } = ground
  const projection = model.projection('host', 1)
  await measure(ground, 'one key, from its stream', async position => {
    const revision = position - first
    const from = revision - (revision % 1_000n)
    let row: object | null = null
    const stream = model.streamOf('one')
    const handler = projection.on[model.type]
    for await (const event of ledger.read(stream, { from, limit: Number(revision - from) + 1 }))
      row = handler?.(row ?? undefined, side.catalog.decode(event), 'host0') ?? null
  })
}

async function measureTimes({ ledger, side, first, last, moments }: Ground): Promise<void> {
  const { database } = side
  const findMoment = createFindMoment({
    ledger,
    times: createTimeIndex(database),
    clock: systemClock,
    note: noted => noteMoments(database, noted),
  })
  const never = new AbortController().signal
  const [from, to] = await Promise.all([first, last].map(one => findMoment(String(one), never)))
  if (!from || !to) return
  const ms: number[] = []
  for (let index = 0; index < moments; index += 1) {
    const span = to.at.getTime() - from.at.getTime()
    const time = new Date(from.at.getTime() + Math.random() * span).toISOString()
    ms.push((await secondsOf(() => findMoment(time, never))) * 1_000)
  }
  print('where a time is', ms)
}

async function measureList(ground: Ground): Promise<void> {
  const { past, model, first, last } = ground
  const list = async (position: bigint): Promise<void> => {
    const { host } = past.at(position)
    await host.query(`select * from ${host.view(nameOf(model))} order by name limit 100`)
  }
  const middle = (first + last) / 2n
  const asked = await secondsOf(() => list(middle).catch(() => undefined))
  printFigure('100 of 1,000 keys, first time', `${asked.toFixed(1)} s (bar 5, then 503)`)
  await prepare(ground, '1,000 keys')
  await measure(ground, '100 of 1,000 keys (bar 500)', list)
}

async function prepare({ past, model, side, first, last }: Ground, what: string): Promise<void> {
  const readModel = past.modelOf(nameOf(model))
  const { seconds, cpuSeconds } = await costOf(() => past.keeper.extend(readModel, last))
  const [kept] = await side.database.query<{ points: number; bytes: number }>(
    `
      select
        (select count(*)::int from as_of.points) as points,
        (
          select sum(pg_total_relation_size(oid))::bigint
          from pg_class where relnamespace = 'as_of'::regnamespace and relkind = 'r'
        ) as bytes
    `,
  )
  const size = `${kept?.points} points, ${((kept?.bytes ?? 0) / 1e6).toFixed(0)} MB in all`
  const cpu = cpuPerMillion(cpuSeconds, Number(last - first) + 1)
  printFigure(`${what} made ready (bar 60)`, `${seconds.toFixed(1)} s, ${cpu}; ${size}`)
}

async function measure(
  { first, last, moments }: Ground,
  what: string,
  ask: (position: bigint) => Promise<unknown>,
): Promise<void> {
  const ms: number[] = []
  for (let index = 0; index < moments; index += 1) {
    const position = first + BigInt(Math.floor(Math.random() * Number(last - first)))
    ms.push((await secondsOf(() => ask(position))) * 1_000)
  }
  print(what, ms)
}

function print(what: string, ms: readonly number[]): void {
  printFigure(what, `p50 ${median(ms).toFixed(1)} ms, p95 ${quantile(ms, 0.95).toFixed(1)} ms`)
}

function nameOf(model: BenchModel): string {
  return model.projection('host', 1).name
}
