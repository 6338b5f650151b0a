import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { newEventId } from '../../../core/events/event-id.ts'
import { median, printFigure, ratio, secondsOf } from '../figures.ts'
import type { ReadSide } from '../read-side.ts'
import type { BenchModel } from './bench-model.ts'
import { withReadSide, type Ground } from './ground.ts'

const callers = 64
const roundMs = 3_000

/** Measures the writer with many callers: into a stream each, and all into one. */
export async function measureWriting(ground: Ground): Promise<void> {
  await withReadSide(ground, [], async ({ writer, catalog }) => {
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
      one.push(await rate((_, index) => observe({ writer, catalog, model }, index)))
    }
    await client.dispose()
    const shares = others.map((figure, round) => figure / (bare[round] ?? NaN))
    printFigure('bare client, 64 callers', `${Math.round(median(bare))} events/s`)
    printFigure(
      'writer, 64 callers, 64 streams',
      `${Math.round(median(others))} events/s, ${ratio(shares)} (bar 0.90)`,
    )
    printFigure(
      '64 callers observing, one stream',
      `${Math.round(median(one))} events/s (bar 12000)`,
    )
  })
}

/** What `host.observe` does. */
function observe(
  { writer, catalog, model }: Pick<ReadSide, 'writer' | 'catalog'> & Pick<Ground, 'model'>,
  index: number,
): Promise<unknown> {
  const stream = model.streamOf('one')
  const { type, data } = model.event(index)
  const actor = { kind: 'system', id: 'bench' } as const
  const stamp = { id: newEventId(), host: 'bench', actor, receivedAt: new Date() }
  return writer.append(stream, [
    catalog.encode(model.source.name, { stream, event: { type, data } }, stamp),
  ])
}

function bareEvent(model: BenchModel, index: number) {
  const { id, type, data, metadata } = model.event(index)
  return jsonEvent({ id, type, data: { ...data }, metadata })
}

/** Events a second of callers of which each waits for its append. */
async function rate(append: (worker: number, index: number) => Promise<unknown>): Promise<number> {
  const untilMs = performance.now() + roundMs
  let count = 0
  const call = async (_: unknown, worker: number): Promise<void> => {
    while (performance.now() < untilMs) await append(worker, (count += 1))
  }
  const seconds = await secondsOf(() => Promise.all(Array.from({ length: callers }, call)))
  return count / seconds
}
