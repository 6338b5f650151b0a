import { systemClock } from '../clock.ts'
import { DecklogError, isDecklogError } from '../errors.ts'
import type { CoreContext } from './command.ts'
import { historyPath, readPage, type ToldEvent, type ToldPage } from './history-pages.ts'
import { untilSignal } from './until-signal.ts'

const pauseMs = 1_000
const ends = ['until', 'toPosition', 'limit'] as const

/** Shows events as they come, through outages of the API, until the process is asked to stop. */
export async function followEvents(
  { api, options }: CoreContext,
  show: (event: ToldEvent) => void,
): Promise<void> {
  refuseEnds(options)
  const stopping = new AbortController()
  void untilSignal().then(() => stopping.abort())
  const now = systemClock.now()
  const read = (place: Readonly<Record<string, string>>): Promise<ToldPage> =>
    readPage(api, historyPath(options, now, { direction: 'forwards', limit: '200', ...place }))
  let after = await startOf({ api, options })
  let isFirst = true
  while (!stopping.signal.aborted) {
    const page = await read(after === null ? {} : { after }).catch(error => {
      if (isFirst || !isPassing(error)) throw error
    })
    isFirst = false
    if (stopping.signal.aborted) return
    page?.events.forEach(show)
    after = page?.cursor ?? after
    if (page?.complete !== false)
      await systemClock.delay(pauseMs, stopping.signal).catch(() => undefined)
  }
}

// The newest event there is; null where a range says where to begin, or nothing is there yet.
async function startOf({
  api,
  options,
}: Pick<CoreContext, 'api' | 'options'>): Promise<string | null> {
  if (options['since'] !== undefined || options['fromPosition'] !== undefined) return null
  const { stream } = options
  const where = stream === undefined ? {} : { stream }
  const newest = historyPath(where, systemClock.now(), { direction: 'backwards', limit: '1' })
  return (await readPage(api, newest)).cursor
}

function refuseEnds(options: CoreContext['options']): void {
  const given = ends.find(name => options[name] !== undefined)
  if (given === undefined && options['direction'] !== 'backwards') return
  throw new DecklogError(
    'DECKLOG_VALIDATION',
    '--follow goes forwards and has no end: it takes no --until, --to-position, --limit or --direction backwards',
  )
}

function isPassing(error: unknown): boolean {
  return isDecklogError(
    error,
    'DECKLOG_API_UNREACHABLE',
    'DECKLOG_LEDGER_UNAVAILABLE',
    'DECKLOG_DATABASE_UNAVAILABLE',
    'DECKLOG_SHUTTING_DOWN',
    'DECKLOG_RATE_LIMITED',
    'DECKLOG_TIMEOUT',
  )
}
