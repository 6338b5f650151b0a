import { resolve } from 'node:path'
import { systemClock } from '../clock.ts'
import type { Compared } from '../auditing/copying/compare-ledgers.ts'
import { createLogger } from '../telemetry/log.ts'
import type { CoreCommand, CoreContext } from './command.ts'
import { createProgress, type Progress } from './progress.ts'

/** `decklog import` */
export const importCommand: CoreCommand = {
  name: 'import',
  summary:
    'fill an empty ledger from a whole export and verify it; killed, it goes on where it ended',
  calls: 'nothing',
  arguments: [
    { syntax: '<file>', summary: 'what decklog export wrote, unfiltered and from the start' },
  ],
  options: [
    {
      syntax: '--to <url>',
      summary:
        'ledger to fill, esdb://…; default: that of the settings, which is made where there is none',
    },
  ],
  examples: [
    'decklog import ledger.ndjson.gz',
    'decklog import --to esdb://ledger1 ledger.ndjson.gz',
  ],
  async run(context) {
    const { options, cwd, loadSettings, warn } = context
    const file = resolve(cwd, String(options['file']))
    const { checkExport, requireWhole } = await import('../auditing/copying/read-export.ts')
    const bar = createProgress('check')
    const checked = await checkExport(file, events => bar.update(0, 1, `${events} events`)).finally(
      () => bar.end(),
    )
    requireWhole(file, checked)
    const last = checked.position ?? 0n
    const to = options['to']
    if (typeof to === 'string') return fill(context, { file, last, url: to })
    const { settings } = await loadSettings()
    const { withLedger } = await import('./with-ledger.ts')
    const manner = { missing: 'make', log: createLogger('error'), tell: warn } as const
    return withLedger(settings, manner, ({ eventstoreUrl }) =>
      fill(context, { file, last, url: eventstoreUrl }),
    )
  },
}

interface Task {
  readonly file: string
  readonly last: bigint
  readonly url: string
}

async function fill({ options, print }: CoreContext, { file, last, url }: Task): Promise<number> {
  const { createWholeLedger } = await import('../ledger/eventstoredb/whole-ledger.ts')
  const { createCopyTarget } = await import('../auditing/copying/copy-target.ts')
  const { copyLedger } = await import('../auditing/copying/copy-ledger.ts')
  const { compareLedgers } = await import('../auditing/copying/compare-ledgers.ts')
  const { exportedLedger } = await import('../auditing/copying/read-export.ts')
  const ledger = createWholeLedger({ url, log: createLogger('error') })
  const source = exportedLedger(file, last)
  const bars: Progress[] = []
  const show = (label: string): Progress => {
    bars.forEach(bar => bar.end())
    bars.push(createProgress(label))
    return bars.at(-1) ?? createProgress(label)
  }
  try {
    const bar = show('import')
    const target = createCopyTarget({ ledger, clock: systemClock })
    const { events } = await copyLedger({
      ...{ source, target, clock: systemClock, until: 'all', stop: new AbortController().signal },
      tell: progress =>
        bar.update(Number(progress.position), Number(last), `${progress.events} events`),
    })
    const verifying = show('verify')
    const compared = await compareLedgers({
      ...{ source, copy: ledger, upTo: last },
      tell: ({ position, events: equal }) =>
        verifying.update(Number(position), Number(last), `${equal} events`),
    })
    bars.forEach(one => one.end())
    print(options['json'] ? toJson(events, compared) : toLine(events, compared))
    return compared.differenceCount === 0 ? 0 : 1
  } finally {
    bars.forEach(one => one.end())
    await ledger.close()
  }
}

function toJson(imported: number, compared: Compared): string {
  const { equal, expired, differenceCount: difference_count } = compared
  return JSON.stringify({ imported, compared: { equal, expired, difference_count } })
}

function toLine(imported: number, { equal, differenceCount }: Compared): string {
  if (differenceCount > 0)
    return `The ledger is NOT as the export: ${differenceCount} differences, ${equal} equal events. Import anew into an empty one.`
  return (
    `Imported ${imported} events; the ledger equals the export: ${equal} events, in their order. ` +
    'Take the token keys along (DECKLOG_TOKEN_KEYS, or the file token-keys of the data directory) before decklog start.'
  )
}
