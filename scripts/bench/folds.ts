import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { systemClock } from '../../core/clock.ts'
import { createCommandHandler } from '../../core/commanding/command-handler.ts'
import { createFoldSnapshots, type FoldSnapshots } from '../../core/commanding/fold-snapshots.ts'
import { createEventCatalog } from '../../core/events/event-catalog.ts'
import { defineEvent, type EventOf, eventSpecs } from '../../core/events/define-event.ts'
import type { Decider } from '../../core/event.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../core/ledger/stream-limiter.ts'
import { count, record } from '../../core/shape.ts'
import { createDatabase } from '../../postgres/database.ts'
import { median, printFigure, quantile } from './figures.ts'
import { openStage } from './open-stage.ts'

const usage = `npm run bench -- folds [--events 100000] [--commands 50]

A command to an entity whose stream is long: with its fold kept in Postgres, and folded anew from its first event.
`

const filled = defineEvent({
  type: 'bench.Filled',
  summary: 'A tank was filled.',
  data: record({ litres: count('How much.', 1) }),
})
type Filled = EventOf<typeof filled>

const tank: Decider<{ readonly litres: number }, number, Filled> = {
  initial: { litres: 0 },
  foldVersion: 1,
  evolve: (state, { data }) => ({ litres: state.litres + data.litres }),
  decide: litres => [{ type: 'bench.Filled', data: { litres } }],
}

/** Measures commands to one long stream. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      events: { type: 'string', default: '100000' },
      commands: { type: 'string', default: '50' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const log = pino({ level: 'error' })
  const stage = await openStage({})
  const ledger = createLedger({ url: stage.ledgerUrl, log })
  const database = createDatabase(stage.databaseUrl, { log, applicationName: 'bench' })
  const snapshots = createFoldSnapshots({ database, clock: systemClock, log })
  try {
    const stream = `tank-${randomUUID()}`
    await fill(ledger, stream, Number(values.events))
    // What a command is given is 2.5 s; the first fold of a stream that is this long keeps what it comes to all the same.
    await time(1, () => command(ledger, stream, snapshots)).catch(() => [])
    const kept = await time(Number(values.commands), () => command(ledger, stream, snapshots))
    const anew = await time(5, () => command(ledger, stream))
    printFigure('kept, p50', `${median(kept).toFixed(1)} ms`)
    printFigure('kept, p99', `${quantile(kept, 0.99).toFixed(1)} ms`)
    printFigure('folded anew, p50', `${median(anew).toFixed(1)} ms`)
  } finally {
    await ledger.close()
    await database.close()
    await stage.close()
  }
}

async function fill(ledger: Ledger, stream: string, events: number): Promise<void> {
  const at = new Date().toISOString()
  for (let made = 0; made < events; made += 1_000)
    await ledger.append(
      stream,
      Array.from({ length: Math.min(1_000, events - made) }, () => ({
        id: randomUUID(),
        type: 'bench.Filled',
        data: { litres: 1 },
        metadata: { receivedAt: at, schemaVersion: '1', plugin: 'bench', actor: 'system:bench' },
      })),
      { expected: 'any' },
    )
}

async function command(ledger: Ledger, stream: string, snapshots?: FoldSnapshots): Promise<void> {
  const log = pino({ level: 'error' })
  const catalog = createEventCatalog([
    { name: 'bench', events: eventSpecs(filled), streams: { tank: {} } },
  ])
  const limiter = createStreamLimiter({ ledger, limitsOf: one => catalog.limitsOf(one) })
  const parts = { ledger, catalog, limiter, clock: systemClock, log, machine: 'bench' }
  const handler = createCommandHandler({ ...parts, ...(snapshots && { snapshots }) })
  await handler.execute('bench', tank, { stream, command: 1 })
}

async function time(times: number, work: () => Promise<void>): Promise<readonly number[]> {
  const ms: number[] = []
  for (let round = 0; round < times; round += 1) {
    const startedMs = performance.now()
    await work()
    ms.push(performance.now() - startedMs)
  }
  return ms
}
