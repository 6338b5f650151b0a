import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import Joi from 'joi'
import { pino } from 'pino'
import { createEventCatalog } from '../../core/events/event-catalog.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import type { Ledger } from '../../core/ledger/ledger.ts'
import { runWhatIf } from '../../core/whatif/run-what-if.ts'
import { diskConfig } from '../../plugins/disk/config.ts'
import { diskEvents } from '../../plugins/disk/events.ts'
import { diskIdOf, sampleStream } from '../../plugins/disk/streams.ts'
import { diskWhatIf } from '../../plugins/disk/what-if.ts'
import { costOf, cpuPerMillion, perSecond, printFigure } from './figures.ts'
import { openStage } from './open-stage.ts'

const usage = `npm run bench -- what-if [--events 1000000] [--disks 100] [--url esdb://…] [--database postgres://…]

Judges recorded samples of disks by other limits.
`
const atOnce = 500

/** Measures how long it takes to judge many observations again. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      events: { type: 'string', default: '1000000' },
      disks: { type: 'string', default: '100' },
      url: { type: 'string' },
      database: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const stage = await openStage({ url: values.url, database: values.database })
  const ledger = createLedger({ url: stage.ledgerUrl, log: pino({ level: 'error' }) })
  try {
    const begin = new Date()
    await fill(ledger, { events: Number(values.events), disks: Number(values.disks) })
    await measure(ledger, begin)
  } finally {
    await ledger.close()
    await stage.close()
  }
}

interface Filled {
  readonly events: number
  readonly disks: number
}

async function fill(ledger: Ledger, { events, disks }: Filled): Promise<void> {
  const { example } = diskEvents['disk.Sampled']
  const startMs = Date.now()
  for (let from = 0; from < events; from += atOnce) {
    const mount = `/disk${(from / atOnce) % disks}`
    const disk = { diskId: diskIdOf('bench', mount), host: 'bench', mount }
    const batch = Array.from({ length: atOnce }, (_, index) => {
      const availableBytes = Math.round(example.totalBytes * (0.02 + ((from + index) % 97) / 200))
      return {
        id: randomUUID(),
        type: 'disk.Sampled',
        data: { ...example, ...disk, availableBytes },
        metadata: {
          ...{ schemaVersion: '1', plugin: 'disk', actor: 'system:bench' },
          receivedAt: new Date(startMs + from + index).toISOString(),
        },
      }
    })
    await ledger.append(sampleStream(disk.diskId), batch)
  }
}

async function measure(ledger: Ledger, begin: Date): Promise<void> {
  const catalog = createEventCatalog([{ name: 'disk', events: diskEvents, streams: {} }])
  const settings = { limits: { warning: { availablePercent: 30 } } }
  const whatIf = diskWhatIf(Joi.attempt(settings, diskConfig))
  let events = 0
  const { seconds, cpuSeconds } = await costOf(async () => {
    const found = await runWhatIf(
      { ledger, catalog, times: { before: async () => undefined, after: async () => undefined } },
      {
        whatIf,
        range: { from: begin, to: new Date(Date.now() + 86_400_000) },
        signal: new AbortController().signal,
        report: () => undefined,
      },
    )
    events = found.events
  })
  const rate = perSecond(events, seconds)
  printFigure(
    `${events} samples judged again`,
    `${seconds.toFixed(1)} s, ${rate} (bar 60 s for 1,000,000); ${cpuPerMillion(cpuSeconds, events)}`,
  )
}
