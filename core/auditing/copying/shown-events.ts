import type { WholeEvent, WholeLedger } from '../../ledger/whole-ledger.ts'
import { mask } from '../redacting/mask.ts'
import { redactionStream } from '../redacting/redaction-events.ts'

/** Reads what was redacted in a ledger, and answers what takes that text out of an event. */
export async function createRedactor(
  ledger: Pick<WholeLedger, 'readBack'>,
): Promise<(event: WholeEvent) => WholeEvent> {
  const redacted = new Map<string, Set<string>>()
  for await (const { data } of ledger.readBack(redactionStream)) {
    const { eventId, fields } = Object(data)
    if (typeof eventId !== 'string' || !Array.isArray(fields)) continue
    const known = redacted.get(eventId) ?? new Set<string>()
    redacted.set(eventId, new Set([...known, ...fields.map(String)]))
  }
  return event => {
    const fields = redacted.get(event.id)
    return fields ? { ...event, data: mask(event.data, fields) } : event
  }
}
