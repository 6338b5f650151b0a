import type { Logger } from 'pino'
import { systemClock } from '../clock.ts'
import type { Compared } from '../copying/compare-ledgers.ts'
import type { Copied, CopyProgress } from '../copying/copy-ledger.ts'
import type { CopyTarget } from '../copying/copy-target.ts'
import { DecklogError } from '../errors.ts'
import type { WholeLedger } from '../ledger/whole-ledger.ts'
import { shownUrl } from '../outbound/shown-url.ts'
import { createLogger } from '../telemetry/log.ts'
import type { CoreCommand, CoreContext } from './command.ts'
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

interface Urls {
  readonly from: string
  readonly to: string
}

async function copyBetween(context: CoreContext, urls: Urls): Promise<number> {
  const { createWholeLedger } = await import('../ledger/eventstoredb/whole-ledger.ts')
  const { createCopyTarget } = await import('../copying/copy-target.ts')
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
    readonly urls: Urls
  },
): Promise<Copied> {
  const stop = new AbortController()
  const follows = options['follow'] === true
  if (follows) void untilSignal().then(() => stop.abort())
  const { copyLedger } = await import('../copying/copy-ledger.ts')
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
  const { compareLedgers } = await import('../copying/compare-ledgers.ts')
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

interface Outcome {
  readonly copied: Copied
  readonly compared: Compared | undefined
  readonly urls: Urls
}

function tell({ options, print }: CoreContext, outcome: Outcome): void {
  if (options['json']) print(toJson(outcome))
  else toLines(outcome).forEach(print)
}

function toJson({ copied, compared }: Outcome): string {
  const { events, position } = copied
  return JSON.stringify({
    ...{ copied: events, source_position: position === undefined ? null : String(position) },
    compared: compared
      ? {
          ...{ equal: compared.equal, expired: compared.expired },
          difference_count: compared.differenceCount,
          differences: compared.differences.map(one => ({
            ...one,
            position: String(one.position),
          })),
        }
      : null,
  })
}

function toLines({ copied, compared, urls }: Outcome): readonly string[] {
  const end =
    copied.position === undefined ? '' : `, up to position ${copied.position} of the source`
  const lines = [`Copied ${copied.events} events${end}.`]
  if (!compared) return [...lines, ...cutOverLines(urls)]
  const { equal, expired, differenceCount, differences } = compared
  const gone = expired > 0 ? `; ${expired} have expired on one side since` : ''
  if (differenceCount === 0)
    return [
      ...lines,
      `The copy equals its source: ${equal} events, in their order${gone}.`,
      ...cutOverLines(urls),
    ]
  return [
    ...lines,
    `The copy is NOT its source: ${differenceCount} differences, ${equal} equal events${gone}.`,
    ...differences.map(one => `  ${one.kind}: ${one.id} in ${one.stream}, at ${one.position}`),
    'Do not change over. Copy anew to an empty ledger.',
  ]
}

function levelLines({ from }: Urls): readonly string[] {
  return [
    'the copy is level with its source, and follows it. To change over:',
    `  1. stop every Decklog that writes to ${shownUrl(from)}`,
    '  2. press Ctrl-C here: what is left is copied, the copy is verified, and the next steps are told',
  ]
}

function cutOverLines({ from, to }: Urls): readonly string[] {
  return [
    'To change over:',
    `  1. Stop every Decklog that writes to ${shownUrl(from)}, and run this command once more if one did write since.`,
    `  2. Set DECKLOG_EVENTSTORE_URL to ${shownUrl(to)}, with its credentials.`,
    '  3. Set DECKLOG_DATABASE_URL to an empty database: positions are others there, so read models are made anew.',
    '  4. Take the token keys along: DECKLOG_TOKEN_KEYS, or the file token-keys of the data directory.',
    '  5. Start Decklog, and see with "decklog projections verify" that it is all there. Keep the old ledger until then.',
  ]
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
