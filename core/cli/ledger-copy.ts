import type { Logger } from 'pino'
import { systemClock } from '../clock.ts'
import type { Compared } from '../auditing/copying/compare-ledgers.ts'
import type { Copied, CopyProgress } from '../auditing/copying/copy-ledger.ts'
import type { CopyTarget } from '../auditing/copying/copy-target.ts'
import { DecklogError } from '../errors.ts'
import type { WholeLedger } from '../ledger/whole-ledger.ts'
import { createLogger } from '../telemetry/log.ts'
import type { CoreCommand, CoreContext } from './command.ts'
import {
  copyJson,
  copyLines,
  levelLines,
  type CopyOutcome,
  type CopyUrls,
} from './ledger-copy-lines.ts'
import { createProgress } from './progress.ts'
import { untilSignal } from './until-signal.ts'

/** `decklog ledger copy` */
export const ledgerCopy: CoreCommand = {
  name: 'ledger copy',
  summary:
    'copy a ledger to another server, live, and verify the copy; killed, it goes on where it ended',
  calls: 'nothing',
  options: [
    { syntax: '--from <url>', summary: 'ledger to copy, esdb://…; default: that of the settings' },
    {
      syntax: '--to <url>',
      summary: 'ledger to fill, esdb://…, empty or an earlier copy; default: that of the settings',
    },
    {
      syntax: '--follow',
      summary: 'go on with what is recorded meanwhile, until Ctrl-C; then verify',
    },
    { syntax: '--no-verify', summary: 'do not compare the two at the end' },
  ],
  examples: [
    'decklog ledger copy --to esdb://ledger1,ledger2,ledger3',
    'decklog ledger copy --from esdb://ledger1:2113 --to esdb://127.0.0.1:2114?tls=false --follow',
  ],
  async run(context) {
    const { options, loadSettings, warn } = context
    const [from, to] = [textOf(options['from']), textOf(options['to'])]
    if (from === undefined && to === undefined) throw bothMissing()
    if (from !== undefined && to !== undefined) return copyBetween(context, { from, to })
    const { settings } = await loadSettings()
    const { withLedger } = await import('./with-ledger.ts')
    const missing = from === undefined ? 'refuse' : 'make'
    return withLedger(settings, { missing, log: quiet(), tell: warn }, ({ eventstoreUrl }) =>
      copyBetween(context, { from: from ?? eventstoreUrl, to: to ?? eventstoreUrl }),
    )
  },
}

async function copyBetween(context: CoreContext, urls: CopyUrls): Promise<number> {
  const { createWholeLedger } = await import('../ledger/eventstoredb/whole-ledger.ts')
  const { createCopyTarget } = await import('../auditing/copying/copy-target.ts')
  const log = quiet()
  const source = createWholeLedger({ url: urls.from, log })
  const copy = createWholeLedger({ url: urls.to, log })
  try {
    const target = createCopyTarget({ ledger: copy, clock: systemClock })
    const copied = await copyOver(context, { source, target, urls })
    const compared =
      context.options['verify'] === false
        ? undefined
        : await compare(source, copy, copied.position ?? 0n)
    tell(context, { copied, compared, urls })
    return compared !== undefined && compared.differenceCount > 0 ? 1 : 0
  } finally {
    await Promise.all([source.close(), copy.close()])
  }
}

async function copyOver(
  { options, warn }: CoreContext,
  parts: {
    readonly source: WholeLedger
    readonly target: CopyTarget
    readonly urls: CopyUrls
  },
): Promise<Copied> {
  const stop = new AbortController()
  const follows = options['follow'] === true
  if (follows) void untilSignal().then(() => stop.abort())
  const { copyLedger } = await import('../auditing/copying/copy-ledger.ts')
  const bar = createProgress('copy')
  const startedMs = performance.now()
  let said = false
  const tellProgress = (progress: CopyProgress): void => {
    bar.update(Number(progress.position), Number(progress.head), rateOf(progress.events, startedMs))
    if (!follows || said || progress.state !== 'level') return
    said = true
    levelLines(parts.urls).forEach(warn)
  }
  try {
    return await copyLedger({
      ...{ source: parts.source, target: parts.target, clock: systemClock, stop: stop.signal },
      ...{ until: follows ? 'signal' : 'head', tell: tellProgress },
    })
  } finally {
    bar.end()
  }
}

async function compare(source: WholeLedger, copy: WholeLedger, upTo: bigint): Promise<Compared> {
  const { compareLedgers } = await import('../auditing/copying/compare-ledgers.ts')
  const bar = createProgress('verify')
  const startedMs = performance.now()
  try {
    return await compareLedgers({
      ...{ source, copy, upTo },
      tell: ({ events, position }) =>
        bar.update(Number(position), Number(upTo), rateOf(events, startedMs)),
    })
  } finally {
    bar.end()
  }
}

function tell({ options, print }: CoreContext, outcome: CopyOutcome): void {
  if (options['json']) print(copyJson(outcome))
  else copyLines(outcome).forEach(print)
}

function rateOf(events: number, startedMs: number): string {
  return `${Math.round(events / ((performance.now() - startedMs) / 1_000))} events/s`
}

function quiet(): Logger {
  return createLogger('error')
}

function bothMissing(): DecklogError {
  return new DecklogError(
    'DECKLOG_VALIDATION',
    'Name the other ledger with --from <url> or --to <url>: without one of them it is that of the settings.',
  )
}

function textOf(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
