import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { messageOf } from '../../errors.ts'
import { createLedger } from '../../ledger/eventstoredb.ts'
import type { Ledger, StoredEvent } from '../../ledger/ledger.ts'
import { inBackground } from '../../timing/loop-until.ts'
import { mask } from './mask.ts'
import { addTo, type Redactions } from './redaction-decider.ts'
import { redactionStream } from './redaction-events.ts'

/** Every process knows of a redaction after so long. */
export const redactionsKnownMs = 1_000

/** The ledger as it may be shown, and as it is stored. */
export interface Redacting {
  /** Events without the text that was redacted. Whatever is shown, folded or decided is made from these. */
  readonly ledger: Ledger
  /** The stored events: what hashes and proofs are over. */
  readonly stored: Ledger
  /** Resolves once all redactions are known. */
  start(): Promise<void>
  stop(): Promise<void>
  refresh(): Promise<void>
}

interface RedactingParts {
  readonly stored: Ledger
  readonly clock: Clock
  readonly log: Logger
}

/** Creates the ledger of a process that shows. */
export function createRedacting({ stored, clock, log }: RedactingParts): Redacting {
  let redactions: Redactions = new Map()
  let next = 0n
  const shown = (event: StoredEvent): StoredEvent => maskEvent(event, redactions)

  async function refresh(): Promise<void> {
    for await (const event of stored.read(redactionStream, { from: next })) {
      if (event.revision < next) continue
      if (isRedaction(event.data)) redactions = addTo(redactions, event.data)
      next = event.revision + 1n
    }
  }

  const refreshing = inBackground(clock, redactionsKnownMs, () =>
    refresh().catch((error: unknown) => {
      log.debug({ reason: messageOf(error) }, 'it is not known what was redacted')
    }),
  )

  return {
    stored,
    ledger: {
      ...stored,
      read: (stream, options) => mapped(stored.read(stream, options), shown),
      readAll: options => mapped(stored.readAll(options), shown),
      readAllInBatches: options =>
        mapped(stored.readAllInBatches(options), batch => batch.map(shown)),
      subscribe: options =>
        mapped(stored.subscribe(options), batch =>
          redactions.size === 0 ? batch : { ...batch, events: batch.events.map(shown) },
        ),
    },
    async start() {
      await refresh()
      refreshing.start()
    },
    stop: refreshing.stop,
    refresh,
  }
}

/** Opens the ledger of a URL, as it may be shown. */
export function openLedger({
  url,
  clock,
  log,
}: Omit<RedactingParts, 'stored'> & { readonly url: string }): Redacting {
  return createRedacting({ stored: createLedger({ url, log }), clock, log })
}

/** An event without its redacted text. */
function maskEvent(event: StoredEvent, redactions: Redactions): StoredEvent {
  const fields = redactions.get(event.id)
  return fields ? { ...event, data: mask(event.data, fields) } : event
}

async function* mapped<T>(items: AsyncIterable<T>, change: (item: T) => T): AsyncGenerator<T> {
  for await (const item of items) yield change(item)
}

// Another program may have written anything there.
function isRedaction(data: unknown): data is { eventId: string; fields: readonly string[] } {
  if (typeof data !== 'object' || data === null) return false
  const fields: unknown = Reflect.get(data, 'fields')
  const isText = (value: unknown): boolean => typeof value === 'string'
  return isText(Reflect.get(data, 'eventId')) && Array.isArray(fields) && fields.every(isText)
}
