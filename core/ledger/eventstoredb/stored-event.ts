import type { AllStreamRecordedEvent, RecordedEvent, ResolvedEvent } from '@eventstore/db-client'
import { readOrigin } from '../../history/origin.ts'
import type { StoredEvent } from '../ledger.ts'

/** An event of the client as the port's; undefined for a link whose target is gone. */
export function toStoredEvent(resolved: ResolvedEvent): StoredEvent | undefined {
  const event: RecordedEvent | AllStreamRecordedEvent | undefined = resolved.event
  if (!event) return undefined
  const data = event.isJson && typeof event.data === 'object' ? event.data : undefined
  const metadata = strings(event.metadata)
  const stored: StoredEvent = {
    id: event.id,
    stream: event.streamId,
    revision: event.revision,
    position: event.position?.commit ?? resolved.commitPosition ?? 0n,
    type: event.type,
    data,
    metadata,
    recordedAt: readOrigin(metadata)?.recordedAt ?? event.created,
  }
  // Of nearly all events there is no more.
  if (data !== undefined && metadata === event.metadata) return stored
  return { ...stored, raw: { data: event.data, metadata: event.metadata ?? {} } }
}

// Others may write anything as metadata; ours is strings.
function strings(metadata: unknown): Readonly<Record<string, string>> {
  if (isStrings(metadata)) return metadata
  if (typeof metadata !== 'object' || metadata === null || ArrayBuffer.isView(metadata)) return {}
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => isString(value)))
}

function isStrings(metadata: unknown): metadata is Readonly<Record<string, string>> {
  if (typeof metadata !== 'object' || metadata === null || ArrayBuffer.isView(metadata))
    return false
  return Object.values(metadata).every(isString)
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}
