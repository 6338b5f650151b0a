import { EventStoreDBClient } from '@eventstore/db-client'
import { parseArgs } from 'node:util'
import { exportedEvents, readExportHead } from '../../core/auditing/proving/exported-events.ts'
import { ledgerEvents, readScopes } from '../../core/auditing/proving/ledger-events.ts'
import { type LedgerToVerify, verifyLedger } from '../../core/auditing/proving/verify-ledger.ts'
import { openLogFolder } from '../../core/auditing/sealing/log-folder.ts'
import { createSealedLog } from '../../core/auditing/sealing/sealed-log.ts'
import { base, type Bench, openBench } from './audit/stage.ts'

const usage = `npm run bench -- audit [--events 100000] [--rounds 5]

Fills a ledger, seals it, and verifies it: what sealing takes of a core, how verifying online stands to the bare client's reading of
the same ledger, round by round in turn, and how many events a second are verified offline.
`

/** Measures what sealing and verifying cost. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      events: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return
  }
  const stage = await openBench(Number(values.events))
  try {
    const { events, sealingMicros } = stage
    say(
      `sealing: ${sealingMicros.toFixed(1)} µs of CPU an event, ${((sealingMicros * 200) / 10_000).toFixed(2)} % of a core at 200 events/s`,
    )
    const ratios: number[] = []
    for (let round = 0; round < Number(values.rounds); round++) {
      const bareMs = await timed(() => readBare(stage.url))
      const verifyMs = await timed(() => verifyOnline(stage))
      ratios.push(bareMs / verifyMs)
      say(
        `  bare client ${perSecond(events, bareMs)}, verified online ${perSecond(events, verifyMs)}`,
      )
    }
    say(`verify online: ${median(ratios).toFixed(2)} of the bare client’s read`)
    const offline: number[] = []
    for (let round = 0; round < Number(values.rounds); round++)
      offline.push(await cpuOf(() => verifyOffline(stage)))
    say(`verify offline: ${perSecond(events, median(offline))} of CPU time`)
  } finally {
    await stage.close()
  }
}

async function readBare(url: string): Promise<void> {
  const client = EventStoreDBClient.connectionString(url)
  let read = 0
  for await (const { event } of client.readAll()) if (event) read += 1
  await client.dispose()
  if (read === 0) throw new Error('nothing was read')
}

async function verifyOnline({ ledger, database, keys }: Bench): Promise<void> {
  await requireClean({
    ...{ base, keys, held: [], now: new Date() },
    logs: {
      decisions: createSealedLog(database, `${base}/decisions`),
      observations: createSealedLog(database, `${base}/observations`),
    },
    events: tell => ledgerEvents(ledger, tell),
    scopes: await readScopes(ledger),
  })
}

async function verifyOffline({ exportFile, logFolder, keys }: Bench): Promise<void> {
  const { madeAt, scopes } = await readExportHead(exportFile)
  await requireClean({
    ...{ base, keys, held: [], now: madeAt, scopes },
    logs: {
      decisions: openLogFolder(`${logFolder}/decisions`),
      observations: openLogFolder(`${logFolder}/observations`),
    },
    events: tell => exportedEvents(exportFile, tell),
  })
}

async function requireClean(request: LedgerToVerify): Promise<void> {
  const { clean, findings } = await verifyLedger(request)
  if (!clean) throw new Error(`it is not clean: ${findings.map(({ verdict }) => verdict).join()}`)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

/** Milliseconds of CPU of this process: what one core would take. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

function perSecond(events: number, ms: number): string {
  return `${Math.round(events / (ms / 1_000))} events/s`
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
