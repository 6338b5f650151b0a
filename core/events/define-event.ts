import type { DomainEvent } from '../event.ts'
import type { EventSpec, EventSpecs } from '../plugin.ts'
import type { RecordShape } from '../shape.ts'

/** An event as its owner declares it. */
export interface EventDeclaration<Type extends string = string, Data extends object = object> {
  readonly type: Type
  readonly spec: EventSpec<Data>
}

/** The TypeScript type of a declared event, or of a union of them. */
export type EventOf<Declaration> =
  Declaration extends EventDeclaration<infer Type, infer Data> ? DomainEvent<Type, Data> : never

interface Declared<Type extends string, Data extends object> extends Omit<
  EventSpec<Data>,
  'data' | 'example' | 'schemaVersion'
> {
  /** `<plugin>.<PastTense>`. */
  readonly type: Type
  readonly data: RecordShape<Data>
  /** What the canonical example has other than the examples of its fields. */
  readonly example?: Partial<Data>
  /** Default 1. */
  readonly schemaVersion?: number
}

/** Declares an event once: what its data must be, its example, its summary and, by `EventOf`, its TypeScript type. */
export function defineEvent<const Type extends string, Data extends object>(
  declared: Declared<Type, Data>,
): EventDeclaration<Type, Data> {
  const { type, data, example, schemaVersion = 1, ...rest } = declared
  const spec = {
    ...rest,
    schemaVersion,
    data: data.schema,
    example: { ...data.example, ...example },
  }
  return { type, spec }
}

/** The specs of declared events by their type, as a plugin's `events` wants them. */
export function eventSpecs<const D extends readonly EventDeclaration[]>(
  ...declarations: D
): EventSpecs<EventOf<D[number]>> {
  // Every type of the union stands in the list that the union is made of.
  return Object.fromEntries(declarations.map(({ type, spec }) => [type, spec])) as EventSpecs<
    EventOf<D[number]>
  >
}
