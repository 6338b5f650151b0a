import type { AlarmSignal, AlarmSpecs } from '../../core/alarm.ts'
import type { DomainEvent, Recorded } from '../../core/event.ts'

/** What an alarm says of an event, as `notify` asks it: with its cause. */
export function signalOf<E extends DomainEvent>(
  alarms: AlarmSpecs<E>,
  word: string,
  event: DomainEvent,
): AlarmSignal & { readonly cause: string } {
  const specs: AlarmSpecs = alarms
  const at = new Date('2026-01-01T00:00:00.000Z')
  const place = { id: 'e1', stream: 'example-1', revision: 0n, position: 0n, metadata: {} }
  const recorded: Recorded = { ...event, ...place, receivedAt: at, recordedAt: at }
  const signal = specs[word]?.on[event.type]?.(recorded)
  if (!signal) throw new Error(`${word} says nothing of ${event.type}`)
  return { ...signal, cause: `${word} ${signal.about}` }
}
