import type { Decider } from '../../event.ts'
import type { TextRedacted } from './redaction-events.ts'

/** The fields of each event that are not shown. */
export type Redactions = ReadonlyMap<string, ReadonlySet<string>>

/** Take text of an event out of sight. */
export type RedactText = TextRedacted['data']

/** The rules of redactions: what is redacted stays so, and is so once. */
export const redactionDecider: Decider<Redactions, RedactText, TextRedacted> = {
  initial: new Map(),
  evolve: (redactions, { data }) => addTo(redactions, data),
  decide(command, redactions) {
    const known = redactions.get(command.eventId)
    const fields = command.fields.filter(field => !known?.has(field))
    return fields.length === 0 ? [] : [{ type: 'core.TextRedacted', data: { ...command, fields } }]
  },
}

/** The redactions with one more. */
export function addTo(
  redactions: Redactions,
  { eventId, fields }: Pick<RedactText, 'eventId' | 'fields'>,
): Redactions {
  return new Map([
    ...redactions,
    [eventId, new Set([...(redactions.get(eventId) ?? []), ...fields])],
  ])
}
