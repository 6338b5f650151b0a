import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { v7 } from 'uuid'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import { runStream } from '../../plugins/gsd/run.ts'
import { perSecond, printFigure, secondsOf } from './figures.ts'
import { openStage } from './open-stage.ts'
import { readRuns } from './runs/read-runs.ts'
import { replayRuns } from './runs/replay-runs.ts'
import { runStory } from './runs/run-story.ts'

const usage = `npm run bench -- runs [--runs 1000] [--events 50] [--rounds 3] [--requests 500] [--url esdb://…] [--database postgres://…]

Delivery runs: replays of all their events beside the bare client, and over HTTP the list, one run's timeline and its summary.
`
const appenders = 4

/** Measures delivery runs: replays into their read models, and what is read of them over HTTP. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      runs: { type: 'string', default: '1000' },
      events: { type: 'string', default: '50' },
      rounds: { type: 'string', default: '3' },
      requests: { type: 'string', default: '500' },
      url: { type: 'string' },
      database: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const runs = Array.from({ length: Number(values.runs) }, () => v7())
  const each = Number(values.events)
  const [rounds, requests] = [Number(values.rounds), Number(values.requests)]
  const stage = await openStage({ url: values.url, database: values.database })
  const ledger = createLedger({ url: stage.ledgerUrl, log: pino({ level: 'error' }) })
  try {
    await fill(ledger, runs, each)
    await replayRuns({ ...stage, ledger, events: runs.length * each, rounds })
    await readRuns({ ...stage, runId: runs[0] ?? '', position: await ledger.head(), requests })
  } finally {
    await ledger.close()
    await stage.close()
  }
}

async function fill(ledger: Ledger, runs: readonly string[], each: number): Promise<void> {
  const append = async (_: unknown, worker: number): Promise<void> => {
    for (let number = worker; number < runs.length; number += appenders) {
      const runId = runs[number] ?? ''
      await ledger.append(runStream(runId), runStory(runId, number, each))
    }
  }
  const workers = Array.from({ length: appenders }, append)
  const seconds = await secondsOf(() => Promise.all(workers))
  printFigure(`${runs.length} runs appended`, perSecond(runs.length * each, seconds))
}
