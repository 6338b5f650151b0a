import { get } from './client.ts'
import type { Rows } from './rows.ts'

type Path = Parameters<typeof get>[0]
type QueryOf<P extends Path> = NonNullable<NonNullable<Parameters<typeof get<P>>[1]>['query']>

// A list's name in its answer is not that in its path, and the types of the API know each: so there is a function for each.

/** A page of the disks. */
export async function disksPage(query: QueryOf<'/api/v1/disks'>, signal: AbortSignal) {
  const { body, next } = await get('/api/v1/disks', { query, signal })
  return { rows: body.disks, next } satisfies Rows<unknown>
}

/** A page of the guards. */
export async function guardsPage(query: QueryOf<'/api/v1/guards'>, signal: AbortSignal) {
  const { body, next } = await get('/api/v1/guards', { query, signal })
  return { rows: body.guards, next } satisfies Rows<unknown>
}

/** A page of the subjects of a guard. */
export async function subjectsPage(
  name: string,
  query: QueryOf<'/api/v1/guards/{name}'>,
  signal: AbortSignal,
) {
  const { body, next } = await get('/api/v1/guards/{name}', { params: { name }, query, signal })
  return { rows: body.subjects, next } satisfies Rows<unknown>
}

/** A page of the boards. */
export async function boardsPage(query: QueryOf<'/api/v1/boards'>, signal: AbortSignal) {
  const { body, next } = await get('/api/v1/boards', { query, signal })
  return { rows: body.boards, next } satisfies Rows<unknown>
}

/** A page of the agents. */
export async function agentsPage(query: QueryOf<'/api/v1/agents'>, signal: AbortSignal) {
  const { body, next } = await get('/api/v1/agents', { query, signal })
  return { rows: body.agents, next } satisfies Rows<unknown>
}

/** A page of the runs. */
export async function runsPage(query: QueryOf<'/api/v1/gsd-runs'>, signal: AbortSignal) {
  const { body, next } = await get('/api/v1/gsd-runs', { query, signal })
  return { rows: body, next } satisfies Rows<unknown>
}

/** A page of the releases. */
export async function releasesPage(query: QueryOf<'/api/v1/releases'>, signal: AbortSignal) {
  const { body, next } = await get('/api/v1/releases', { query, signal })
  return { rows: body.releases, next } satisfies Rows<unknown>
}

/** A page of the verifications. */
export async function verificationsPage(
  query: QueryOf<'/api/v1/verifications'>,
  signal: AbortSignal,
) {
  const { body, next } = await get('/api/v1/verifications', { query, signal })
  return { rows: body.verifications, next } satisfies Rows<unknown>
}

/** A page of the alarms. */
export async function alarmsPage(query: QueryOf<'/api/v1/alarms'>, signal: AbortSignal) {
  const { body, next } = await get('/api/v1/alarms', { query, signal })
  return { rows: body.alarms, next } satisfies Rows<unknown>
}

/** A page of the mutes that are in force. */
export async function mutesInForcePage(query: QueryOf<'/api/v1/mutes'>, signal: AbortSignal) {
  const asked = { ...query, in_force: true as const }
  const { body, next } = await get('/api/v1/mutes', { query: asked, signal })
  return { rows: body.mutes, next } satisfies Rows<unknown>
}

/** A page of the maintenance windows that are open, or will be. */
export async function windowsInForcePage(query: QueryOf<'/api/v1/windows'>, signal: AbortSignal) {
  const asked = { ...query, in_force: true as const }
  const { body, next } = await get('/api/v1/windows', { query: asked, signal })
  return { rows: body.windows, next } satisfies Rows<unknown>
}

/** A page of the targets. */
export async function targetsPage(query: QueryOf<'/api/v1/targets'>, signal: AbortSignal) {
  const { body, next } = await get('/api/v1/targets', { query, signal })
  return { rows: body.targets, next } satisfies Rows<unknown>
}

/** A page of the recoveries. */
export async function recoveriesPage(query: QueryOf<'/api/v1/recoveries'>, signal: AbortSignal) {
  const { body, next } = await get('/api/v1/recoveries', { query, signal })
  return { rows: body.recoveries, next } satisfies Rows<unknown>
}
