import { setTimeout as delay } from 'node:timers/promises'
import { DecklogError, isDecklogError } from '../errors.ts'
import type { LineApiClient } from './command.ts'

const askAgainMs = 1_000
/** So long a ledger may take to be made ready for reading its past. */
const patienceMs = 600_000

interface PastOptions {
  /** What `--as-of` was given. */
  readonly asOf: string
  /** Tells that an answer is waited for; called once. */
  waiting(): void
  /** Lets time pass, in ms. */
  readonly pause?: (ms: number) => Promise<unknown>
}

/** A client that reads everything as of a moment, waits where that has to be made ready, and changes nothing. */
export function createPastClient(
  api: LineApiClient,
  { asOf, waiting, pause = delay }: PastOptions,
): LineApiClient {
  async function ask(path: string, call: (url: string) => Promise<unknown>): Promise<unknown> {
    const url = `${path}${path.includes('?') ? '&' : '?'}as_of=${encodeURIComponent(asOf)}`
    const endMs = performance.now() + patienceMs
    for (let asked = 0; ; asked += 1)
      try {
        return await call(url)
      } catch (error) {
        const isPreparing = isDecklogError(error, 'DECKLOG_PAST_PREPARING')
        if (!isPreparing || performance.now() > endMs) throw error
        if (asked === 0) waiting()
        await pause(askAgainMs)
      }
  }

  return {
    get: (path, limits) => ask(path, url => api.get(url, limits)),
    // Gates are asked by it; what would write refuses the moment.
    post: (path, body, limits) => ask(path, url => api.post(url, body, limits)),
    patch: refuse,
    lines: () => {
      throw changesNothing()
    },
  }
}

async function refuse(): Promise<never> {
  throw changesNothing()
}

function changesNothing(): DecklogError {
  return new DecklogError('DECKLOG_VALIDATION', '--as-of reads what was, and changes nothing.')
}

/** What an answer says of itself: which moment it holds for, and what it may lack. */
export function momentLines(headers: Headers): readonly string[] {
  const [at, position] = [headers.get('decklog-as-of'), headers.get('decklog-position')]
  const missing = headers.get('decklog-missing')
  return [
    ...(at === null ? [] : [`as of ${at}, position ${position}, by the folds and rights of today`]),
    ...(missing === null ? [] : [`the ledger keeps no longer, and this may lack: ${missing}`]),
  ]
}
