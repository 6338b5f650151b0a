import {
  copiedFromKey,
  foreignMetadataKey,
  formatOrigin,
  originKey,
  readOrigin,
} from '../../history/origin.ts'
import type { CarriedEvent, WholeEvent } from '../../ledger/whole-ledger.ts'

type Metadata = Readonly<Record<string, unknown>>

/** An event with, beside its own metadata, where it was recorded first, and where it was taken from when that is another place. */
export function withOrigin(event: WholeEvent): CarriedEvent {
  const { id, type, content, data, revision, position, storedAt } = event
  const metadata = metadataOf(event)
  const known = originIn(metadata)
  const origin = known ?? formatOrigin({ revision, position, recordedAt: storedAt })
  const from = known === undefined ? {} : { [copiedFromKey]: String(position) }
  return { id, type, content, data, metadata: { ...metadata, [originKey]: origin, ...from } }
}

/** The position in its source of an event that was copied; undefined for one that was recorded here. */
export function sourcePosition(event: WholeEvent): bigint | undefined {
  const metadata = metadataOf(event)
  const origin = readOrigin({ [originKey]: originIn(metadata) ?? '' })
  if (origin === undefined) return undefined
  const from = metadata[copiedFromKey]
  return typeof from === 'string' && /^\d{1,19}$/.test(from) ? BigInt(from) : origin.position
}

/** When an event was recorded first, also where it was copied since. */
export function firstRecordedAt(event: WholeEvent): Date {
  const origin = readOrigin({ [originKey]: originIn(metadataOf(event)) ?? '' })
  return origin?.recordedAt ?? event.storedAt
}

/** All that must be the same of an event and its copy, as one text: id, stream, type, data, metadata and where it was recorded first. */
export function essenceOf(event: WholeEvent): string {
  const { id, stream, type, content, data, revision, position, storedAt } = event
  const metadata = metadataOf(event)
  const origin = originIn(metadata) ?? formatOrigin({ revision, position, recordedAt: storedAt })
  const value = data instanceof Uint8Array ? Buffer.from(data).toString('base64') : data
  const first = { ...metadata, [originKey]: origin, [copiedFromKey]: undefined }
  return JSON.stringify([id, stream, type, content, value, first])
}

function originIn(metadata: Metadata): string | undefined {
  const text = metadata[originKey]
  return typeof text === 'string' && readOrigin({ [originKey]: text }) ? text : undefined
}

// Other programs may have written anything.
function metadataOf({ metadata }: WholeEvent): Metadata {
  if (metadata === undefined) return {}
  if (isObject(metadata)) return metadata
  const bytes = metadata instanceof Uint8Array ? metadata : JSON.stringify(metadata)
  return { [foreignMetadataKey]: Buffer.from(bytes).toString('base64') }
}

function isObject(value: unknown): value is Metadata {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  )
}
