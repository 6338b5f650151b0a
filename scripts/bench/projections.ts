import { parseArgs } from 'node:util'
import { EventStoreDBClient, START, eventTypeFilter, jsonEvent } from '@eventstore/db-client'
import { pino } from 'pino'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import { createBenchModel, type BenchModel } from './bench-model.ts'
import { median, quantile, secondsOf } from './figures.ts'
import { openStage } from './open-stage.ts'
import { startReadSide, type BenchReadSide } from './read-side.ts'

const usage = `npm run bench -- projections [--events 200000] [--rounds 3] [--url esdb://...] [--database postgres://...]`
const appendAtOnce = 500
const appenders = 4

interface Ground {
  readonly ledger: Ledger
  readonly ledgerUrl: string
  readonly databaseUrl: string
  readonly model: BenchModel
  readonly events: number
  readonly rounds: number
}

/** Measures replays, the way from an append to a visible row, and the writer, each beside the bare client. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      events: { type: 'string', default: '200000' },
      rounds: { type: 'string', default: '3' },
      url: { type: 'string' },
      database: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return void process.stdout.write(`${usage}\n`)
  const stage = await openStage(values)
  const ledger = createLedger({ url: stage.ledgerUrl, log: pino({ level: 'error' }) })
  const model = createBenchModel({ hosts: 500, sensors: 100_000 })
  const [events, rounds] = [Number(values.events), Number(values.rounds)]
  const ground = { ...stage, ledger, model, events, rounds }
  try {
    await fill(ground)
    await measureReplays(ground)
    await measureLive(ground)
  } finally {
    await ledger.close()
    await stage.close()
  }
}

async function fill({ ledger, model, events }: Ground): Promise<void> {
  let next = 0
  const append = async (worker: number): Promise<void> => {
    while (next < events) {
      const first = next
      next += appendAtOnce
      const batch = Array.from({ length: appendAtOnce }, (_, index) => model.event(first + index))
      await ledger.append(model.streamOf(worker), batch)
    }
  }
  const seconds = await secondsOf(() =>
    Promise.all(Array.from({ length: appenders }, (_, worker) => append(worker))),
  )
  print(`${events} events appended`, perSecond(events, seconds))
}

async function measureReplays(ground: Ground): Promise<void> {
  const bare: number[] = []
  const replays = { host: [] as number[], sensor: [] as number[] }
  for (let round = 1; round <= ground.rounds; round += 1)
    for (const keyedBy of ['host', 'sensor'] as const) {
      bare.push(await secondsOf(() => readBare(ground)))
      replays[keyedBy].push(await replay(ground, keyedBy, round))
    }
  const { events } = ground
  print('bare client, filtered catch-up', perSecond(events, median(bare)))
  for (const [keyedBy, rows] of [['host', 500] as const, ['sensor', 100_000] as const]) {
    const seconds = median(replays[keyedBy])
    const share = median(bare) / seconds
    print(`replay into ${rows} rows`, `${perSecond(events, seconds)}, ${ratio(share)} (bar 0.70)`)
  }
}

async function replay(
  { ledger, databaseUrl, model }: Ground,
  keyedBy: 'host' | 'sensor',
  round: number,
): Promise<number> {
  const { source } = model
  const projections = [model.projection(keyedBy, round)]
  let side: BenchReadSide | undefined
  const seconds = await secondsOf(async () => {
    side = await startReadSide({ ledger, databaseUrl, source, projections })
    await side.live()
  })
  await side?.stop()
  return seconds
}

async function readBare({ ledgerUrl, model, events }: Ground): Promise<void> {
  const client = EventStoreDBClient.connectionString(ledgerUrl)
  const subscription = client.subscribeToAll({
    fromPosition: START,
    filter: eventTypeFilter({ regex: `^(?:${model.type.replace('.', String.raw`\.`)})$` }),
  })
  let count = 0
  for await (const { event } of subscription) if (event && ++count >= events) break
  await client.dispose()
}

async function measureLive(ground: Ground): Promise<void> {
  const { ledger, databaseUrl, model } = ground
  const projection = model.projection('host', ground.rounds)
  const { source } = model
  const side = await startReadSide({ ledger, databaseUrl, source, projections: [projection] })
  try {
    await side.live()
    await measureVisible(ground, side, projection.name)
  } finally {
    await side.stop()
  }
  const quiet = await startReadSide({ ledger, databaseUrl, source, projections: [] })
  try {
    await measureWriter(ground, quiet)
  } finally {
    await quiet.stop()
  }
}

async function measureVisible(
  { model, ledger }: Ground,
  side: BenchReadSide,
  name: string,
): Promise<void> {
  const millis: number[] = []
  for (let index = 0; index < 500; index += 1) {
    const startedMs = performance.now()
    const { position } = await ledger.append(model.streamOf('visible'), [model.event(index)])
    await side.waitFor(name, position)
    millis.push(performance.now() - startedMs)
  }
  const [p50, p99] = [quantile(millis, 0.5), quantile(millis, 0.99)]
  print(
    'append to visible row',
    `p50 ${p50.toFixed(1)} ms (bar 10), p99 ${p99.toFixed(1)} ms (bar 50)`,
  )
}

async function measureWriter(ground: Ground, { writer }: BenchReadSide): Promise<void> {
  const { ledgerUrl, model } = ground
  const client = EventStoreDBClient.connectionString(ledgerUrl)
  const [bare, others, one]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < ground.rounds; round += 1) {
    bare.push(
      await rate((worker, index) =>
        client.appendToStream(model.streamOf(`bare${worker}`), bareEvent(model, index)),
      ),
    )
    others.push(
      await rate((worker, index) =>
        writer.append(model.streamOf(`writer${worker}`), [model.event(index)]),
      ),
    )
    one.push(await rate((_, index) => writer.append(model.streamOf('one'), [model.event(index)])))
  }
  await client.dispose()
  print('bare client, 64 callers', `${Math.round(median(bare))} events/s`)
  const share = median(others) / median(bare)
  print(
    'writer, 64 callers, 64 streams',
    `${Math.round(median(others))} events/s, ${ratio(share)} (bar 0.90)`,
  )
  print('writer, 64 callers, one stream', `${Math.round(median(one))} events/s (bar 12000)`)
}

function bareEvent(model: BenchModel, index: number) {
  const { id, type, data, metadata } = model.event(index)
  return jsonEvent({ id, type, data: { ...data }, metadata })
}

/** Events a second of 64 callers, each of which waits for its append, over 3 s. */
async function rate(append: (worker: number, index: number) => Promise<unknown>): Promise<number> {
  const untilMs = performance.now() + 3_000
  let count = 0
  const call = async (_: unknown, worker: number): Promise<void> => {
    while (performance.now() < untilMs) await append(worker, (count += 1))
  }
  const seconds = await secondsOf(() => Promise.all(Array.from({ length: 64 }, call)))
  return count / seconds
}

function perSecond(events: number, seconds: number): string {
  return `${Math.round(events / seconds)} events/s`
}

function ratio(share: number): string {
  return `${share.toFixed(2)} of the bare client`
}

function print(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(34)} ${figure}\n`)
}
