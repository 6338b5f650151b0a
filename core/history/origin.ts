import type { EventMetadata } from '../event.ts'

/**
 * The key of an event's metadata under which a copy and an import keep where the event was recorded first. Its value is
 * `<revision> <position> <recordedAt>`: two decimal numbers and an ISO 8601 time in UTC, one space between each, as in
 * `41 81234 2026-02-24T10:00:00.000Z`. A copy of a copy keeps the first one. Events that were recorded here have none.
 */
export const originKey = 'origin'

/**
 * The key under which a copy of a copy keeps the position of the event in the ledger that it was taken from, in decimal: where to go on.
 * Absent where that is the first one, which `origin` names.
 */
export const copiedFromKey = 'copiedFrom'

/** The key under which a copy keeps metadata that were no JSON object, as base64: other programs write such, and `origin` needs an object. */
export const foreignMetadataKey = 'originMetadata'

/** Where and when an event was recorded first. */
export interface Origin {
  readonly revision: bigint
  /** Comparable only with positions of the ledger that it was copied from. */
  readonly position: bigint
  readonly recordedAt: Date
}

const form = /^(\d{1,19}) (\d{1,19}) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)$/

/** Reads the origin of a copied event; undefined for what was recorded here, and for what is no origin. */
export function readOrigin(metadata: EventMetadata): Origin | undefined {
  const text = metadata[originKey]
  if (text === undefined) return undefined
  const [, revision, position, time] = form.exec(text) ?? []
  if (revision === undefined || position === undefined || time === undefined) return undefined
  const recordedAt = new Date(time)
  if (Number.isNaN(recordedAt.getTime())) return undefined
  return { revision: BigInt(revision), position: BigInt(position), recordedAt }
}

/** The first revision, position and time of an event: those of its origin where it was copied, else its own. */
export function originOf(event: Origin & { readonly metadata: EventMetadata }): Origin {
  const { revision, position, recordedAt } = event
  return readOrigin(event.metadata) ?? { revision, position, recordedAt }
}

/** An origin as the value of `originKey`. */
export function formatOrigin({ revision, position, recordedAt }: Origin): string {
  return `${revision} ${position} ${recordedAt.toISOString()}`
}
