import { isDecklogError, messageOf } from '../../errors.ts'
import type { Ledger, ReadAllOptions, StoredEvent } from '../../ledger/ledger.ts'
import { readScope, scopeStream } from '../sealing/seal-scope.ts'
import type { TimedScope } from './expiry.ts'

/** So many positions behind one another may be unreadable. */
const mostSkipped = 1_000

/** The events of a ledger in its order. One that cannot be read is told and passed: it shows as missing. */
export async function* ledgerEvents(
  ledger: Pick<Ledger, 'readAllInBatches' | 'head'>,
  tell: (problem: string) => void,
): AsyncGenerator<readonly StoredEvent[]> {
  const head = await ledger.head()
  let from: bigint | undefined
  let skipped = 0n
  for (;;) {
    const start: ReadAllOptions = from === undefined ? {} : startAt(from + skipped, skipped)
    try {
      for await (const batch of upTo(head, ledger.readAllInBatches(start))) {
        from = batch.at(-1)?.position ?? from
        skipped = 0n
        yield batch
      }
      return
    } catch (error) {
      if (isOutage(error, skipped)) throw error
      if (skipped === 0n)
        tell(`what follows position ${from ?? 0n} cannot be read: ${messageOf(error)}`)
      from ??= 0n
      skipped += skipped === 0n ? 2n : 1n
    }
  }
}

/** What was sealed when, as the ledger tells; what was recorded first holds for all before it. */
export async function readScopes(ledger: Pick<Ledger, 'read'>): Promise<readonly TimedScope[]> {
  const scopes: TimedScope[] = []
  for await (const event of ledger.read(scopeStream)) {
    const scope = readScope(event)
    if (scope) scopes.push({ scope, from: event.recordedAt })
  }
  return scopes
}

function startAt(from: bigint, skipped: bigint): ReadAllOptions {
  return { from, first: skipped === 0n ? 'left out' : 'included' }
}

// A ledger that does not answer is another thing than an event that is damaged.
function isOutage(error: unknown, skipped: bigint): boolean {
  return skipped > mostSkipped || isDecklogError(error, 'DECKLOG_TIMEOUT', 'DECKLOG_SHUTTING_DOWN')
}

async function* upTo(
  head: bigint,
  batches: AsyncIterable<readonly StoredEvent[]>,
): AsyncGenerator<readonly StoredEvent[]> {
  for await (const batch of batches) {
    const last = batch.at(-1)
    if (last && last.position <= head) {
      yield batch
      continue
    }
    // What comes while it is read is left for the next time.
    yield batch.filter(({ position }) => position <= head)
    return
  }
}
