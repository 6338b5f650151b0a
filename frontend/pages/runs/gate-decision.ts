/** Why a gate did not simply allow, and the events that it cites. */
export interface CitedReason {
  readonly decision: string
  readonly code: string
  readonly text: string
  readonly eventIds: readonly string[]
}

/** What each gate of a decision said, by its name. */
export type JudgedGates = ReadonlyMap<string, readonly CitedReason[]>

/** Reads the reasons out of a decision of gates as it was recorded; what is not understood is left out, for the decision says so itself. */
export function readGateDecision(recorded: unknown): JudgedGates {
  const replies = listAt(fieldOf(recorded, 'facts'), 'replies')
  return new Map(
    replies.map(reply => [
      textAt(reply, 'gate'),
      listAt(fieldOf(reply, 'answer'), 'reasons').map(readReason),
    ]),
  )
}

function readReason(reason: unknown): CitedReason {
  return {
    decision: textAt(reason, 'decision'),
    code: textAt(reason, 'code'),
    text: textAt(reason, 'text'),
    eventIds: listAt(reason, 'eventIds').filter(id => typeof id === 'string'),
  }
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Reflect.get(value, name)
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const found = fieldOf(value, name)
  return Array.isArray(found) ? found : []
}

function textAt(value: unknown, name: string): string {
  const found = fieldOf(value, name)
  return typeof found === 'string' ? found : ''
}
