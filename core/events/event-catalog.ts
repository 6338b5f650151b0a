import type { AlarmSpec, AlarmSpecs, DeclaredAlarm } from '../alarm.ts'
import { DecklogError, messageOf } from '../errors.ts'
import type { DomainEvent, Recorded } from '../event.ts'
import type { NewEvent, StoredEvent, StreamLimits } from '../ledger/ledger.ts'
import type { EventSpec, StreamSpec } from '../plugin.ts'
import { checkEventData } from './check-event-data.ts'
import { type EventStamp, receivedAtOf, stampMetadata } from './event-stamp.ts'

/** One event type, whose it is and what it says. */
export interface CatalogEntry {
  readonly source: string
  readonly type: string
  readonly spec: EventSpec
}

/** Every event type and stream category there is, from the plugins' own declarations. */
export interface EventCatalog {
  readonly entries: readonly CatalogEntry[]
  readonly alarms: readonly DeclaredAlarm[]
  /** Every category of streams, and how long what is in them is kept. */
  readonly streams: ReadonlyMap<string, StreamSpec>
  /** Checks and stamps an event of `source` for `stream`; DECKLOG_EVENT_INVALID names what is wrong. */
  encode(source: string, target: EncodeTarget, stamp: EventStamp): NewEvent
  /** Upcasts a stored event to its newest schema, by `undeclared` where nobody declares its type; DECKLOG_EVENT_INVALID when that cannot be done. */
  decode(stored: StoredEvent, undeclared?: EventSpec): Recorded
  ownerOf(category: string): string | undefined
  /** Retention of a stream by its category; undefined when it stays for ever. */
  limitsOf(stream: string): StreamLimits | undefined
}

export interface EncodeTarget {
  readonly stream: string
  readonly event: DomainEvent
}

interface OwnedStream {
  readonly source: string
  readonly spec: StreamSpec
}

/** Builds the catalogue; DECKLOG_PLUGIN_INVALID when two sources declare the same, or a name is not well formed. By `rulesOf` all that is recorded cites its source's rules. */
export function createEventCatalog(
  sources: readonly EventSource[],
  rulesOf?: (source: string) => string,
): EventCatalog {
  const types = new Map<string, CatalogEntry>()
  const categories = new Map<string, OwnedStream>()
  const alarms = new Map<string, DeclaredAlarm>()
  for (const source of sources) {
    for (const [type, spec] of Object.entries(source.events))
      addType(types, source.name, type, spec)
    for (const [category, spec] of Object.entries(source.streams))
      addCategory(categories, source.name, category, spec)
    for (const [word, spec] of Object.entries(source.alarms ?? {}))
      addAlarm(alarms, source, word, spec)
  }

  return {
    entries: [...types.values()],
    alarms: [...alarms.values()],
    streams: new Map([...categories].map(([category, { spec }]) => [category, spec])),
    encode(source, { stream, event }, stamp) {
      const entry = types.get(event.type)
      if (entry?.source !== source) throw invalid(`${source} does not declare ${event.type}`)
      if (categories.get(categoryOf(stream))?.source !== source || !stream.includes('-')) {
        throw invalid(`${stream} is not a stream of ${source}`)
      }
      checkEventData(event.type, event.data, entry.spec)
      const cited = { rules: rulesOf?.(source), ...stamp }
      const metadata = stampMetadata(cited, source, entry.spec.schemaVersion)
      return { id: stamp.id, type: event.type, data: event.data, metadata }
    },
    decode: (stored, undeclared) => decode(stored, types.get(stored.type)?.spec ?? undeclared),
    ownerOf: category => categories.get(category)?.source,
    limitsOf: stream => toLimits(categories.get(categoryOf(stream))?.spec),
  }
}

function addType(
  types: Map<string, CatalogEntry>,
  source: string,
  type: string,
  spec: EventSpec,
): void {
  const [prefix, name = '', ...rest] = type.split('.')
  if (prefix !== source || rest.length > 0 || !/^(?:[A-Z][A-Za-z0-9]*)$/.test(name)) {
    throw bad(source, `event type ${type} is not ${source}.<PastTense>`)
  }
  if (types.has(type)) throw bad(source, `event type ${type} is declared twice`)
  types.set(type, { source, type, spec })
}

function addCategory(
  categories: Map<string, OwnedStream>,
  source: string,
  category: string,
  spec: StreamSpec,
): void {
  if (!/^[a-z][A-Za-z0-9]*$/.test(category)) {
    throw bad(source, `stream category ${category} is not one camelCase word`)
  }
  const owner = categories.get(category)?.source
  if (owner) throw bad(source, `stream category ${category} belongs to ${owner}`)
  categories.set(category, { source, spec })
}

function addAlarm(
  alarms: Map<string, DeclaredAlarm>,
  source: EventSource,
  word: string,
  spec: AlarmSpec,
): void {
  if (!/^[a-z][a-z0-9]*$/.test(word)) throw bad(source.name, `alarm ${word} is not one word`)
  const owner = alarms.get(word)?.source
  if (owner) throw bad(source.name, `alarm ${word} belongs to ${owner}`)
  const foreign = [spec.on, spec.ends ?? {}]
    .flatMap(Object.keys)
    .find(type => !(type in source.events))
  if (foreign)
    throw bad(source.name, `alarm ${word} follows from ${foreign}, which it does not declare`)
  alarms.set(word, { word, source: source.name, spec })
}

function decode(stored: StoredEvent, spec: EventSpec | undefined): Recorded {
  if (!spec) throw undecodable(stored, 'its type is not declared by any plugin')
  if (typeof stored.data !== 'object' || stored.data === null) {
    throw undecodable(stored, 'its data is not a JSON object')
  }
  // Written out, because every event of every replay comes by here.
  return {
    id: stored.id,
    stream: stored.stream,
    revision: stored.revision,
    position: stored.position,
    type: stored.type,
    metadata: stored.metadata,
    recordedAt: stored.recordedAt,
    data: upcast(stored, stored.data, spec),
    receivedAt: receivedAtOf(stored),
  }
}

function upcast(stored: StoredEvent, data: object, spec: EventSpec): object {
  const from = Number(stored.metadata['schemaVersion'] ?? 1)
  if (!Number.isInteger(from) || from < 1 || from > spec.schemaVersion) {
    throw undecodable(stored, `its schema version ${from} is not known`)
  }
  let current = data
  for (let version = from; version < spec.schemaVersion; version += 1) {
    const upcaster = spec.upcasters?.[version]
    if (!upcaster) throw undecodable(stored, `nothing upcasts version ${version}`)
    try {
      current = upcaster({ ...current })
    } catch (error) {
      throw undecodable(stored, `upcasting version ${version}: ${messageOf(error)}`)
    }
  }
  return current
}

function toLimits({ maxAgeDays, maxCount }: StreamSpec = {}): StreamLimits | undefined {
  if (maxAgeDays === undefined && maxCount === undefined) return undefined
  return {
    ...(maxAgeDays === undefined ? {} : { maxAgeSeconds: Math.round(maxAgeDays * 86_400) }),
    ...(maxCount === undefined ? {} : { maxCount }),
  }
}

function categoryOf(stream: string): string {
  return stream.slice(0, stream.indexOf('-'))
}

function invalid(message: string): DecklogError {
  const fields = [{ field: 'event', message }]
  return new DecklogError('DECKLOG_EVENT_INVALID', message, { fields })
}

function undecodable(stored: StoredEvent, why: string): DecklogError {
  const at = `${stored.type} at ${stored.stream}/${stored.revision}`
  return new DecklogError('DECKLOG_EVENT_INVALID', `${at} cannot be read: ${why}`)
}

function bad(source: string, message: string): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', `plugin ${source}: ${message}`)
}

/** Someone who appends: a plugin with its configuration applied, or a part of core. */
export interface EventSource {
  readonly name: string
  readonly events: Readonly<Record<string, EventSpec>>
  /** The alarms that they raise and clear. */
  readonly alarms?: AlarmSpecs
  readonly streams: Readonly<Record<string, StreamSpec>>
}
