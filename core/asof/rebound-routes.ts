import { DecklogError } from '../errors.ts'
import type { Recorded } from '../event.ts'
import type { Host } from '../host.ts'
import type { ReadOptions } from '../ledger/ledger.ts'
import type { Route } from '../http/route.ts'
import { createHost, type HostServices } from '../loading/host.ts'
import type { DiscoveredProjection } from '../loading/discovered.ts'
import type { LoadedPlugin } from '../loading/loaded-plugin.ts'
import type { ProjectionBoard } from '../projecting/projection-board.ts'
import { createStandingRows } from '../projecting/read-rows.ts'
import type { ReadHost } from '../readmodel/read-host.ts'
import type { Rebind } from './past.ts'

/** Routes, and how each of them is bound to another host. */
export interface ReboundRoutes {
  readonly routes: readonly Route[]
  rebindOf(route: Route): Rebind | undefined
}

/** What routes of core are made with. */
export interface MadeWith {
  /** The plugins that contribute something of a kind; `gate`: what they ask other gates by. */
  plugins(
    kind: keyof LoadedPlugin['contribution'],
    gate?: Host['gate'],
  ): readonly Pick<LoadedPlugin, 'plugin' | 'contribution'>[]
  readonly clock: Host['clock']
  readonly read: Host['read']
  /** The position that all stands at; undefined: it is of now. */
  readonly until: bigint | undefined
}

/** Makes routes, always the same ones. */
export type MakeRoutes = (made: MadeWith) => readonly Route[]

/** Whose routes they are, and what they are made with. */
export interface RoutesParts {
  readonly projections: readonly DiscoveredProjection[]
  readonly plugins: readonly LoadedPlugin[]
  readonly services: HostServices
  readonly board: Pick<ProjectionBoard, 'find'>
  readonly present: ReadHost
  /** Each makes some of the routes of core. */
  readonly ofCore: readonly MakeRoutes[]
}

/**
 * The routes of plugins and projections, and those of core that can be asked of the past. Bound to another host, the functions that made them make them anew: what a route keeps for
 * itself is then of one moment too.
 */
export function createReboundRoutes(parts: RoutesParts): ReboundRoutes {
  const { projections, plugins, present, services, ofCore } = parts
  const rebinds = new Map<Route, Rebind>()
  const { read } = createHost(services, 'core', {})
  const now: MadeWith = { plugins: () => plugins, clock: services.clock, read, until: undefined }
  for (const make of ofCore)
    for (const [index, route] of make(now).entries())
      rebinds.set(route, (host, position) =>
        found(route, make(madeAt(parts, { host, position }))[index]),
      )
  for (const plugin of plugins)
    for (const [index, route] of (plugin.contribution.routes ?? []).entries())
      rebinds.set(route, (host, position) =>
        found(route, contributionAt(parts, plugin, { host, position }).routes?.[index]),
      )
  for (const { routes } of projections)
    for (const [index, route] of (routes?.(present) ?? []).entries())
      rebinds.set(route, host => found(route, routes?.(host)[index]))
  return { routes: [...rebinds.keys()], rebindOf: route => rebinds.get(route) }
}

interface At {
  readonly host: ReadHost
  readonly position: bigint
  /** Asks gates as of then. */
  readonly gate?: Host['gate']
}

function madeAt(parts: RoutesParts, at: At): MadeWith {
  const { read } = createHost(parts.services, 'core', {})
  return {
    plugins: (kind, gate = refused) =>
      parts.plugins
        .filter(({ contribution }) => contribution[kind] !== undefined)
        .map(one => ({
          plugin: one.plugin,
          contribution: contributionAt(parts, one, { ...at, gate }),
        })),
    clock: at.host.clock,
    read: readingUntil({ read }, at.position),
    until: at.position,
  }
}

/** What a plugin contributes that sees read models and streams as they were, and can change nothing. */
function contributionAt(
  { services, board }: RoutesParts,
  { plugin, config }: LoadedPlugin,
  { host, position, gate = refused }: At,
): LoadedPlugin['contribution'] {
  // Who asks says by a type parameter what the rows are.
  const rows = createStandingRows(host, position, board) as HostServices['rows']
  const lent = createHost({ ...services, clock: host.clock, rows }, plugin.name, config)
  return plugin.create({
    ...lent,
    read: readingUntil(lent, position),
    gate,
    observe: refused,
    execute: refused,
    forgetMachine: refused,
  })
}

function readingUntil(host: Pick<Host, 'read'>, position: bigint): Host['read'] {
  return (stream, options) => readUntil(host, position, { stream, ...options })
}

/** The events of a stream up to a position, as many as are asked for. */
async function* readUntil(
  host: Pick<Host, 'read'>,
  position: bigint,
  { stream, limit = Infinity, ...options }: ReadOptions & { readonly stream: string },
): AsyncGenerator<Recorded> {
  let count = 0
  for await (const event of limit > 0 ? host.read(stream, options) : []) {
    if (event.position > position && options.direction !== 'backwards') return
    if (event.position > position) continue
    yield event
    count += 1
    if (count >= limit) return
  }
}

async function refused(): Promise<never> {
  throw new DecklogError('DECKLOG_REFUSED', 'What was can be read, and neither asked nor changed.')
}

function found({ method, path }: Route, route: Route | undefined): Route {
  if (route?.method === method && route.path === path) return route
  const message = `The routes differ from one making of them to the next at ${method} ${path}`
  throw new DecklogError('DECKLOG_PLUGIN_INVALID', message)
}
