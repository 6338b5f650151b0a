import { EventStoreDBClient, START, eventTypeFilter } from '@eventstore/db-client'
import { median, perSecond, printFigure, ratio, secondsOf } from '../figures.ts'
import { passed, withReadSide, type Ground } from './ground.ts'

const keyings = ['host', 'sensor'] as const
const rowsOf = { host: 500, sensor: 100_000 } as const

/** Measures replays into few and into many rows, each beside the bare client in the same round. */
export async function measureReplays(ground: Ground): Promise<void> {
  const bare: number[] = []
  const replays = { host: [] as number[], sensor: [] as number[] }
  const shares = { host: [] as number[], sensor: [] as number[] }
  for (let round = 1; round <= ground.rounds; round += 1)
    for (const keyedBy of keyings) {
      const alone = await secondsOf(() => readBare(ground))
      const replayed = await replay(ground, keyedBy, round)
      bare.push(alone)
      replays[keyedBy].push(replayed)
      shares[keyedBy].push(alone / replayed)
    }
  const { events } = ground
  printFigure('bare client, filtered catch-up', perSecond(events, median(bare)))
  for (const keyedBy of keyings)
    printFigure(
      `replay into ${rowsOf[keyedBy]} rows`,
      `${perSecond(events, median(replays[keyedBy]))}, ${ratio(shares[keyedBy])} (bar 0.70)`,
    )
}

/** Seconds from the start of a process' read side until its table holds everything. */
async function replay(
  ground: Ground,
  keyedBy: (typeof keyings)[number],
  round: number,
): Promise<number> {
  const { model, ledger } = ground
  const projection = model.projection(keyedBy, round)
  const startedMs = performance.now()
  let seconds = NaN
  await withReadSide(ground, [projection], async side => {
    await passed(side, [projection.name], await ledger.head())
    seconds = (performance.now() - startedMs) / 1_000
  })
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
