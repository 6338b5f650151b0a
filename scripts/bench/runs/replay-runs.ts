import { EventStoreDBClient, START, eventTypeFilter } from '@eventstore/db-client'
import { pino } from 'pino'
import type { Ledger } from '../../../core/ledger/ledger.ts'
import { gsdEvents } from '../../../plugins/gsd/events.ts'
import gsdEvidence from '../../../projections/gsd-evidence/projection.ts'
import gsdRuns from '../../../projections/gsd-runs/projection.ts'
import gsdStageTimes from '../../../projections/gsd-stage-times/projection.ts'
import { median, perSecond, printFigure, ratio, secondsOf } from '../figures.ts'
import { passed } from '../projections/ground.ts'
import { openReadSide } from '../read-side.ts'

const source = { name: 'gsd', events: gsdEvents, streams: { gsdRun: {}, gateDecision: {} } }
const log = pino({ level: 'error' })

/** Where the runs are. */
export interface RunsGround {
  readonly ledger: Ledger
  readonly ledgerUrl: string
  readonly databaseUrl: string
  readonly events: number
  readonly rounds: number
}

/** Measures replays of all runs into each read model by itself, beside the bare client in the same round. */
export async function replayRuns(ground: RunsGround): Promise<void> {
  const { rounds, events } = ground
  const models = [gsdRuns, gsdEvidence, gsdStageTimes].map(projection => ({
    projection,
    seconds: [] as number[],
    shares: [] as number[],
  }))
  const bare: number[] = []
  for (let round = 1; round <= rounds; round += 1)
    for (const { projection, seconds, shares } of models) {
      const alone = await secondsOf(() => readBare(ground))
      // A version that no other round and no release has is a table of its own.
      const replayed = await replay(ground, { ...projection, version: 1_000 + round })
      bare.push(alone)
      seconds.push(replayed)
      shares.push(alone / replayed)
    }
  printFigure('bare client, filtered catch-up', perSecond(events, median(bare)))
  for (const { projection, seconds, shares } of models)
    printFigure(
      `replay into ${projection.name}`,
      `${perSecond(events, median(seconds))}, ${ratio(shares)}`,
    )
}

async function replay(
  { ledger, databaseUrl }: RunsGround,
  projection: Parameters<typeof openReadSide>[0]['projections'][number],
): Promise<number> {
  const side = openReadSide({
    ...{ ledger, databaseUrl, log, sources: [source] },
    projections: [projection],
  })
  const startedMs = performance.now()
  try {
    await side.start()
    await passed(side, [projection.name], await ledger.head())
    return (performance.now() - startedMs) / 1_000
  } finally {
    await side.stop()
  }
}

async function readBare({ ledgerUrl, events }: RunsGround): Promise<void> {
  const client = EventStoreDBClient.connectionString(ledgerUrl)
  const subscription = client.subscribeToAll({
    fromPosition: START,
    filter: eventTypeFilter({ regex: String.raw`^gsd\.` }),
  })
  let count = 0
  for await (const { event } of subscription) if (event && ++count >= events) break
  await client.dispose()
}
