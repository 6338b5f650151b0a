import { deepStrictEqual } from 'node:assert/strict'
import type { DomainEvent, Recorded } from '../event.ts'
import type { EventSpec } from '../plugin.ts'
import { foldEvent, foldEvents } from '../projecting/fold.ts'
import type { PgType, Projection } from '../projection.ts'
import { encodeValue } from '../readmodel/row-codec.ts'
import { type Promised, type Tester, testPromises } from './contract.ts'
import { recordAll } from './record.ts'
import { shuffles } from './shuffles.ts'

/** Of which events a projection is looked at. */
export interface ProjectionTest {
  /** Events to fold, in the order of the ledger; default: three of each type, made from the examples of the specs. */
  readonly events?: readonly Recorded[]
  /** Types whose order and doubling matter, since a decider makes them; default none. */
  readonly decisions?: readonly string[]
}

/** What every projection keeps to, each promise a subtest of `t`. `specs` are those of the plugins whose events it folds. */
export async function projectionContract<Row extends object, E extends DomainEvent>(
  t: Tester,
  projection: Projection<Row, E>,
  specs: Readonly<Record<string, EventSpec>>,
  test: ProjectionTest = {},
): Promise<void> {
  await testPromises(t, projectionPromises(projection, specs, test))
}

/** What every projection promises. */
export function projectionPromises<Row extends object, E extends DomainEvent>(
  declared: Projection<Row, E>,
  specs: Readonly<Record<string, EventSpec>>,
  { events: given, decisions = [] }: ProjectionTest = {},
): readonly Promised[] {
  const projection: Projection = declared
  const types = Object.keys(projection.on)
  const events = (given ?? examplesOf(specs, types)).map(deepFreeze)
  const says = (what: string): string => `the projection ${projection.name} ${what}`
  const expected = (): Rows => foldEvents(projection, events)
  return [
    {
      says: says('handles events that somebody declares'),
      check: () => handlesDeclared(types, specs, events),
    },
    {
      says: says('tells the keys of an event from the event alone'),
      check: () => keysStay(projection, events),
    },
    {
      says: says('folds without changing what it is given, the same each time'),
      check: () => foldsPurely(projection, events),
    },
    {
      says: says('gives the same rows in every order, however often observations are repeated'),
      check() {
        const isBound = ({ type }: Recorded): boolean => decisions.includes(type)
        for (const shuffled of shuffles(events, isBound))
          deepStrictEqual(sorted(foldEvents(projection, shuffled)), sorted(expected()))
      },
    },
    {
      says: says('comes to the same rows live, one event at a time, as in a rebuild'),
      check() {
        const live = sorted(foldLive(projection, events))
        deepStrictEqual(live, sorted(keptRows(projection, expected())))
      },
    },
  ]
}

type Rows = ReadonlyMap<string, object>

const copies = 3

function examplesOf(
  specs: Readonly<Record<string, EventSpec>>,
  types: readonly string[],
): readonly Recorded[] {
  const told = types.flatMap(type => {
    const example = specs[type]?.example
    return example ? [{ type, data: example }] : []
  })
  return recordAll(Array.from({ length: copies }, () => told).flat())
}

function handlesDeclared(
  types: readonly string[],
  specs: Readonly<Record<string, EventSpec>>,
  events: readonly Recorded[],
): void {
  const strange = types.filter(type => !specs[type])
  if (strange.length > 0) throw new Error(`nobody declares ${strange.join(', ')}`)
  const unseen = types.filter(type => !events.some(event => event.type === type))
  if (unseen.length > 0) throw new Error(`there is no example of ${unseen.join(', ')}`)
}

function keysStay(projection: Projection, events: readonly Recorded[]): void {
  for (const event of events) {
    const keys = projection.keys(event)
    deepStrictEqual(projection.keys(structuredClone(event)), keys, `the keys of ${event.type}`)
    if (keys.some(key => key === '' || key === '*'))
      throw new Error(`a key of ${event.type} is empty, or *`)
  }
}

function foldsPurely(projection: Projection, events: readonly Recorded[]): void {
  const rows = new Map<string, object>()
  for (const event of events)
    for (const key of projection.keys(event)) {
      const before = rows.get(key)
      const after = foldEvent(projection, key, before, event)
      const again = foldEvent(projection, key, before, event)
      deepStrictEqual(again, after, `${event.type} folds to another row the second time`)
      if (after) rows.set(key, deepFreeze(after))
      else rows.delete(key)
    }
}

// Between two events, a row has been in Postgres.
function foldLive(projection: Projection, events: readonly Recorded[]): Rows {
  const rows = new Map<string, object>()
  for (const event of events)
    for (const key of new Set(projection.keys(event))) {
      const next = foldEvent(projection, key, rows.get(key), event)
      if (next) rows.set(key, kept(projection, next))
      else rows.delete(key)
    }
  return rows
}

function keptRows(projection: Projection, rows: Rows): Rows {
  return new Map([...rows].map(([key, row]) => [key, kept(projection, row)]))
}

function kept(projection: Projection, row: object): object {
  const strange = Object.keys(row).find(name => !Object.hasOwn(projection.columns, name))
  if (strange) throw new Error(`a row has ${strange}, which is no column`)
  const columns: readonly [string, PgType][] = Object.entries(projection.columns)
  return Object.fromEntries(
    columns.map(([name, type]) => [name, read(type, encodeValue(type, Reflect.get(row, name)))]),
  )
}

const readers: Readonly<Partial<Record<PgType, (text: string) => unknown>>> = {
  integer: Number,
  bigint: Number,
  'double precision': Number,
  boolean: text => text === 'true',
  timestamptz: text => new Date(text),
  jsonb: text => JSON.parse(text),
  json: text => JSON.parse(text),
}

function read(type: PgType, text: string | null): unknown {
  if (text === null) return null
  return readers[type]?.(text) ?? text
}

function sorted(rows: Rows): readonly (readonly [string, object])[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1))
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) deepFreeze(part)
  return Object.freeze(value)
}
