import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import { printFigure } from './figures.ts'
import { openStage } from './open-stage.ts'
import { openReadSide, type ReadSide } from './read-side.ts'
import { loadBuiltIn } from './storm/built-in.ts'
import { judge } from './storm/judge.ts'
import { createProjectors, type Projectors } from './storm/projectors.ts'
import { startWriters } from './storm/writers.ts'

const usage = `npm run bench -- storm [--writers 32] [--seconds 10] [--url esdb://…] [--database postgres://…]

Writers append what every projection folds, while the projector is killed twice and the leader of two once. Exit code 1 when an
event was lost or doubled, or a read model differs from a fresh fold.
`
const waitMs = 60_000
const log = pino({ level: 'error' }, pino.destination(2))

/** Kills projectors under load, and counts what that cost. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      writers: { type: 'string', default: '32' },
      seconds: { type: 'string', default: '10' },
      url: { type: 'string' },
      database: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const stage = await openStage(values)
  const builtIn = await loadBuiltIn()
  const ledger = createLedger({ url: stage.ledgerUrl, log })
  const side = openReadSide({ ledger, databaseUrl: stage.databaseUrl, log, ...builtIn })
  const projectors = createProjectors(stage)
  try {
    await side.board.start()
    const startedMs = performance.now()
    const writers = startWriters(ledger, builtIn, Number(values.writers))
    await killInTurn(projectors, side)
    await delay(Math.max(0, startedMs + Number(values.seconds) * 1_000 - performance.now()))
    await drain(side, await writers.stop())
    const { acknowledged } = writers
    if ((await judge({ ledger, side, builtIn, acknowledged })) > 0) process.exitCode = 1
  } finally {
    await projectors.killAll()
    await side.stop()
    await ledger.close()
    await stage.close()
  }
}

async function killInTurn(projectors: Projectors, side: ReadSide): Promise<void> {
  await projectors.start('first')
  for (let kill = 1; kill <= 2; kill += 1) {
    await passed(side)
    await projectors.kill('first')
    await projectors.start('first')
  }
  await passed(side)
  await projectors.start('second')
  const killedMs = performance.now()
  await projectors.kill('first')
  await moved(side)
  printFigure('takeover', `${seconds(killedMs)} s (bar 10)`)
  await passed(side)
}

async function drain(side: ReadSide, last: bigint): Promise<void> {
  const stoppedMs = performance.now()
  await side.board.waitFor(namesOf(side), last, waitMs)
  printFigure('drained after the last append', `${seconds(stoppedMs)} s (bar 1)`)
}

/** Waits until every projection has passed what is in the ledger now. */
async function passed({ board, barrier }: ReadSide): Promise<void> {
  await board.waitFor(namesOf({ board }), await barrier.raise(), waitMs)
}

/** Waits until every projection has gone on from where it stands. */
async function moved({ board }: ReadSide): Promise<void> {
  await board.refresh()
  const stand = board.status()
  await Promise.all(stand.map(({ name, position }) => board.waitFor([name], position + 1n, waitMs)))
}

function namesOf({ board }: Pick<ReadSide, 'board'>): readonly string[] {
  return board.status().map(({ name }) => name)
}

function seconds(sinceMs: number): string {
  return ((performance.now() - sinceMs) / 1_000).toFixed(2)
}
