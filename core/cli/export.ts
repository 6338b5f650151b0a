import { resolve } from 'node:path'
import { systemClock } from '../clock.ts'
import type { Edge, ExportRequest } from '../auditing/copying/export-request.ts'
import type { Exported } from '../auditing/copying/write-export.ts'
import { invalidField } from '../errors.ts'
import { createLogger } from '../telemetry/log.ts'
import { duration } from '../timing/duration.ts'
import type { CoreCommand, CoreContext } from './command.ts'
import { createProgress } from './progress.ts'

/** `decklog export` */
export const exportCommand: CoreCommand = {
  name: 'export',
  summary:
    'write events into a file, as CloudEvents a line each, compressed; cut short, the same command goes on where it ended',
  calls: 'nothing',
  arguments: [
    { syntax: '<file>', summary: 'file to write, as out.ndjson.gz; it must not be there' },
  ],
  options: [
    {
      syntax: '--from <place>',
      summary:
        'first event: its position, or a time of recording (ISO 8601, or 30d for 30 days ago)',
    },
    { syntax: '--to <place>', summary: 'end before this event or time, written the same way' },
    { syntax: '--board <id>', summary: 'only what concerns this board' },
    { syntax: '--type <types>', summary: 'only these event types, separated by commas' },
    { syntax: '--ledger <url>', summary: 'ledger, esdb://…; default: that of the settings' },
  ],
  examples: [
    'decklog export ledger.ndjson.gz',
    'decklog export --from 2026-01-01T00:00:00Z --to 2026-04-01T00:00:00Z quarter.ndjson.gz',
    'decklog export --type gsd.RunStarted,gsd.StageEntered runs.ndjson.gz',
  ],
  async run(context) {
    const { options, cwd, loadSettings, warn } = context
    const request = requestOf(options, systemClock.now())
    const file = resolve(cwd, String(options['file']))
    const url = options['ledger']
    if (typeof url === 'string') return write(context, { url, file, request })
    const { settings } = await loadSettings()
    const { withLedger } = await import('./with-ledger.ts')
    const manner = { missing: 'refuse', log: createLogger('error'), tell: warn } as const
    return withLedger(settings, manner, ({ eventstoreUrl }) =>
      write(context, { url: eventstoreUrl, file, request }),
    )
  },
}

interface Task {
  readonly url: string
  readonly file: string
  readonly request: ExportRequest
}

async function write({ options, print }: CoreContext, task: Task): Promise<number> {
  const { createWholeLedger } = await import('../ledger/eventstoredb/whole-ledger.ts')
  const { writeExport } = await import('../auditing/copying/write-export.ts')
  const ledger = createWholeLedger({ url: task.url, log: createLogger('error') })
  const bar = createProgress('export')
  try {
    const exported = await writeExport({
      ...{ ledger, file: task.file, request: task.request, clock: systemClock },
      tell: ({ events, position, head }) =>
        bar.update(Number(position), Number(head), `${events} events`),
    })
    bar.end()
    print(options['json'] ? toJson(task.file, exported) : toLine(task.file, exported))
    return 0
  } finally {
    bar.end()
    await ledger.close()
  }
}

function toJson(file: string, { events, position, resumed, times }: Exported): string {
  const told = { file, events, position: position?.toString() ?? null, resumed }
  return JSON.stringify({ ...told, from_time: times.from, to_time: times.to })
}

function toLine(file: string, { events, position, resumed, times }: Exported): string {
  const end = position === undefined ? '' : `, up to position ${position}`
  const stretch = [times.from && `from ${times.from}`, times.to && `to ${times.to}`].filter(Boolean)
  const told = [...stretch, ...(resumed ? ['it went on where it had ended'] : [])].join('; ')
  return `${events} events are in ${file}${end}${told && `; ${told}`}.`
}

function requestOf(options: CoreContext['options'], now: Date): ExportRequest {
  const { board, type } = options
  const [from, to] = [edgeOf('from', options['from'], now), edgeOf('to', options['to'], now)]
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(typeof board === 'string' ? { board } : {}),
    ...(typeof type === 'string' ? { types: type.split(',') } : {}),
  }
}

function edgeOf(name: string, text: string | boolean | undefined, now: Date): Edge | undefined {
  if (typeof text !== 'string') return undefined
  if (/^\d{1,19}$/.test(text)) return { position: BigInt(text) }
  const { value: seconds, error } = duration().validate(text)
  if (!error) return { time: new Date(now.getTime() - seconds * 1_000), asked: text }
  const time = /^\d{4}-\d\d-\d\d/.test(text) ? new Date(text) : new Date(NaN)
  if (!Number.isNaN(time.getTime())) return { time }
  throw invalidField(
    `--${name}`,
    'must be a position, a time in ISO 8601, or a length of time as 30d',
  )
}
