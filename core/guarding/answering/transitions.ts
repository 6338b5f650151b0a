import type { DomainEvent, Recorded } from '../../event.ts'
import type { Host } from '../../host.ts'
import type { GuardTransition } from '../guard-view.ts'

/** What an event tells of a change of level. */
export interface ChangeTold extends Pick<GuardTransition, 'from' | 'to' | 'held' | 'text'> {
  readonly observedAt: string
  readonly becameTrueAt: string
}

/** Which changes are read, of which stream, and how. */
export interface ReadChanges<E extends DomainEvent> {
  readonly stream: string
  /** What an event says of a change; null of one that is none. */
  changeOf(event: Recorded<E>): ChangeTold | null
  /** Most events. */
  readonly limit: number
  /** Those since then, and the one before it; absent: all. */
  readonly since?: Date | undefined
}

/** Reads recorded changes of one subject's level, newest first. */
export async function readTransitions<E extends DomainEvent>(
  host: Pick<Host<object, E>, 'read'>,
  { stream, changeOf, limit, since }: ReadChanges<E>,
): Promise<readonly GuardTransition[]> {
  const found: GuardTransition[] = []
  for await (const event of host.read(stream, { direction: 'backwards', limit })) {
    const change = changeOf(event)
    if (!change) continue
    const { from, to, held, observedAt, becameTrueAt, text } = change
    const at = new Date(observedAt)
    const told = { ...{ from, to, held, text, at }, becameTrueAt: new Date(becameTrueAt) }
    found.push({ ...told, eventId: event.id })
    if (since && at < since) break
  }
  return found
}
