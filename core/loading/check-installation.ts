import { checkEventData } from '../events/check-event-data.ts'
import { createEventCatalog, type EventSource } from '../events/event-catalog.ts'
import { DecklogError, messageOf } from '../errors.ts'
import { scopes, type Route } from '../http/route.ts'
import type { Contribution, EventSpec } from '../plugin.ts'
import type { Projection } from '../projection.ts'
import type { DiscoveredProjection } from './discovered.ts'

interface Declared {
  readonly sources: readonly EventSource[]
  readonly projections: readonly DiscoveredProjection[]
}

/** Checks what is declared against the rest of it; DECKLOG_PLUGIN_INVALID names what would start and not work. */
export function checkInstallation({ sources, projections }: Declared): void {
  const types = new Set(createEventCatalog(sources).entries.map(({ type }) => type))
  for (const { name, events } of sources)
    for (const [type, spec] of Object.entries(events)) checkSpec(`plugin ${name}`, type, spec)
  for (const { projection } of projections) checkProjectionEvents(projection, types)
}

function checkSpec(owner: string, type: string, spec: EventSpec): void {
  try {
    checkEventData(type, spec.example, spec)
  } catch (error) {
    throw invalid(`${owner}: the example of ${messageOf(error)}`)
  }
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

/** One plugin with what it contributes. */
interface Contributing {
  readonly plugin: { readonly name: string }
  readonly contribution: Contribution
}

interface Contributed {
  readonly plugins: readonly Contributing[]
  /** Routes of projections. */
  readonly routes: readonly Route[]
  readonly projections: readonly string[]
  readonly eventTypes: ReadonlySet<string>
}

/** Checks what plugins and projections contribute; DECKLOG_PLUGIN_INVALID names what would start and not work. */
export function checkContributions({
  plugins,
  routes,
  projections,
  eventTypes,
}: Contributed): void {
  const taken = new Map<string, string>()
  for (const { plugin, contribution } of plugins) {
    const owner = `plugin ${plugin.name}`
    if (typeof contribution !== 'object' || contribution === null)
      throw invalid(`${owner}: what it contributes is no object`)
    const { reactsTo = {}, sweeps = [], checks = [], gauges = [], commands = [] } = contribution
    const unknown = Object.keys(reactsTo).find(type => !eventTypes.has(type))
    if (unknown) throw invalid(`${owner}: it reacts to ${unknown}, which no plugin declares`)
    const idle = sweeps.find(({ everySeconds }) => !(everySeconds > 0))
    if (idle) throw invalid(`${owner}: the sweep ${idle.name} has no period`)
    const odd = gauges.find(({ name }) => !/^[a-z][a-z0-9_]*$/.test(name))
    if (odd) throw invalid(`${owner}: ${odd.name} is no name of a gauge`)
    for (const what of [...sweeps, ...checks]) take(taken, owner, `${owner} ${what.name}`)
    for (const { name } of gauges) take(taken, owner, `gauge ${name}`)
    for (const { name } of commands) take(taken, owner, `command ${name}`)
    for (const route of contribution.routes ?? []) checkRoute(owner, route, { taken, projections })
  }
  for (const route of routes) checkRoute('a projection', route, { taken, projections })
}

function take(taken: Map<string, string>, owner: string, what: string): void {
  const other = taken.get(what)
  if (other) throw invalid(`${owner}: ${what} is there twice, of ${other} too`)
  taken.set(what, owner)
}

function checkRoute(
  owner: string,
  { method, path, scope, shows = [] }: Route,
  {
    taken,
    projections,
  }: { readonly taken: Map<string, string> } & Pick<Contributed, 'projections'>,
): void {
  const name = `the route ${method} ${path}`
  if (scope !== 'public' && !scopes.includes(scope))
    throw invalid(`${owner}: ${name} has the scope ${scope}, which there is not`)
  const unknown = shows.find(one => !projections.includes(one))
  if (unknown) throw invalid(`${owner}: ${name} shows ${unknown}, which is no projection`)
  take(taken, owner, `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`)
}

function invalid(message: string): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', message)
}
