import { checkEventData } from '../events/check-event-data.ts'
import { createEventCatalog, type EventSource } from '../events/event-catalog.ts'
import { DecklogError, messageOf } from '../errors.ts'
import type { EventSpec, Plugin } from '../plugin.ts'
import type { Projection } from '../projection.ts'
import { unexplained } from './describe-schema.ts'
import type { DiscoveredProjection } from './discovered.ts'

interface Declared {
  readonly sources: readonly EventSource[]
  readonly plugins: readonly Plugin[]
  readonly projections: readonly DiscoveredProjection[]
}

/** Checks what is declared against the rest of it; DECKLOG_PLUGIN_INVALID names what would start and not work. */
export function checkInstallation({ sources, plugins, projections }: Declared): void {
  const types = new Set(createEventCatalog(sources).entries.map(({ type }) => type))
  for (const { name, events } of sources)
    for (const [type, spec] of Object.entries(events)) checkSpec(`plugin ${name}`, type, spec)
  for (const { name, config } of plugins) checkExplained(name, config)
  for (const { projection } of projections) checkProjectionEvents(projection, types)
}

function checkExplained(name: string, config: Plugin['config']): void {
  const bare = unexplained(config)[0]
  if (bare !== undefined)
    throw invalid(`plugin ${name}: ${bare} of its configuration has no description`)
}

function checkSpec(owner: string, type: string, spec: EventSpec): void {
  try {
    checkEventData(type, spec.example, spec)
  } catch (error) {
    throw invalid(`${owner}: the example of ${messageOf(error)}`)
  }
  const bare = unexplained(spec.data)[0]
  if (bare !== undefined) throw invalid(`${owner}: ${bare} of ${type} has no description`)
  const missing = Array.from({ length: spec.schemaVersion - 1 }, (_, index) => index + 1).find(
    version => spec.upcasters?.[version] === undefined,
  )
  if (missing !== undefined)
    throw invalid(`${owner}: nothing upcasts version ${missing} of ${type}`)
}

function checkProjectionEvents(
  { name, on, columns, indexes = [] }: Projection,
  types: Set<string>,
): void {
  const unknown = Object.keys(on).find(type => !types.has(type))
  if (unknown) throw invalid(`projection ${name}: no plugin declares the event ${unknown}`)
  const strange = indexes.flat().find(column => !isColumn(column, columns))
  if (strange) throw invalid(`projection ${name}: an index names ${strange}, which is no column`)
}

const common = ['_key', '_position']

function isColumn(name: string, columns: Projection['columns']): boolean {
  return common.includes(name) || Object.hasOwn(columns, name)
}

function invalid(message: string): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', message)
}
