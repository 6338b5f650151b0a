import type { Compared } from '../auditing/copying/compare-ledgers.ts'
import type { Copied } from '../auditing/copying/copy-ledger.ts'
import { shownUrl } from '../outbound/shown-url.ts'

/** Between which ledgers. */
export interface CopyUrls {
  readonly from: string
  readonly to: string
}

/** What a copy came to, and between which ledgers. */
export interface CopyOutcome {
  readonly copied: Copied
  readonly compared: Compared | undefined
  readonly urls: CopyUrls
}

/** The outcome as JSON. */
export function copyJson({ copied, compared }: CopyOutcome): string {
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

/** The outcome in words, with the steps that change over. */
export function copyLines({ copied, compared, urls }: CopyOutcome): readonly string[] {
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

/** What is to be done once a copy that goes on is level with its source. */
export function levelLines({ from }: CopyUrls): readonly string[] {
  return [
    'the copy is level with its source, and follows it. To change over:',
    `  1. stop every Decklog that writes to ${shownUrl(from)}`,
    '  2. press Ctrl-C here: what is left is copied, the copy is verified, and the next steps are told',
  ]
}

function cutOverLines({ from, to }: CopyUrls): readonly string[] {
  return [
    'To change over:',
    `  1. Stop every Decklog that writes to ${shownUrl(from)}, and run this command once more if one did write since.`,
    `  2. Set DECKLOG_EVENTSTORE_URL to ${shownUrl(to)}, with its credentials.`,
    '  3. Set DECKLOG_DATABASE_URL to an empty database: positions are others there, so read models are made anew.',
    '  4. Take the token keys along: DECKLOG_TOKEN_KEYS, or the file token-keys of the data directory.',
    '  5. Start Decklog, and see with "decklog projections verify" that it is all there. Keep the old ledger until then.',
  ]
}
