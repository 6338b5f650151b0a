import { get } from '../api/client.ts'
import { Problem } from '../api/problem.ts'
import type { Rows, RowsQuery } from '../api/rows.ts'
import { nameOf } from '../pages/runs/describe-run.ts'
import { to } from '../state/route.ts'
import type { Findable } from '../words/search.ts'
import { places } from './places.ts'

/** Something that the palette leads to. */
export interface Thing extends Findable {
  readonly href: string
}

/** The pages, which are there before anything was read. */
export function pageThings(): readonly Thing[] {
  const further = [
    { path: '/disks', label: 'Disks' },
    { path: '/rollouts', label: 'Verifications' },
  ]
  return [...places, ...further].map(({ path, label }) => ({
    ...{ name: label, kind: 'page', also: '', href: to(path) },
  }))
}

const pageSize = 200
const mostPages = 10

/** Reads what there is to go to, as it stands at the moment of the page: of each kind no more than two thousand, the newest where there are more. */
export async function readThings(signal: AbortSignal): Promise<readonly Thing[]> {
  const kinds = [disks, subjects, boards, agents, runs, releases, verifications]
  const read = await Promise.all(kinds.map(kind => kind(signal).catch(noneIfDenied)))
  return read.flat()
}

// What a token may not list, it cannot go to either.
function noneIfDenied(error: unknown): readonly Thing[] {
  if (error instanceof Problem && error.status === 403) return []
  throw error
}

type Reads = (signal: AbortSignal) => Promise<readonly Thing[]>

const disks: Reads = async signal => {
  const rows = await some(async query => {
    const { body, next } = await get('/api/v1/disks', { query, signal })
    return { rows: body.disks, next }
  })
  return rows.map(({ id, host, mount }) => ({
    ...{ name: `${mount} of ${host}`, kind: 'disk', also: id, href: to(`/disks/${id}`) },
  }))
}

const subjects: Reads = async signal => {
  const guards = await some(async query => {
    const { body, next } = await get('/api/v1/guards', { query, signal })
    return { rows: body.guards, next }
  })
  const found = await Promise.all(guards.map(guard => subjectsOf(guard, signal)))
  return found.flat()
}

async function subjectsOf(
  { name, title }: { readonly name: string; readonly title: string },
  signal: AbortSignal,
): Promise<readonly Thing[]> {
  const path = `/guards/${encodeURIComponent(name)}`
  const guard = { name: title, kind: 'guard', also: name, href: to(path) }
  // Disks have a page each.
  if (name === 'disk') return [guard]
  const rows = await some(async query => {
    const { body, next } = await get('/api/v1/guards/{name}', { params: { name }, query, signal })
    return { rows: body.subjects, next }
  })
  const of = rows.map(({ id, subject }) => ({
    ...{ name: subject, kind: `of ${title}`, also: name, href: to(path, { open: id }) },
  }))
  return [guard, ...of]
}

const boards: Reads = async signal => {
  const rows = await some(async query => {
    const { body, next } = await get('/api/v1/boards', { query, signal })
    return { rows: body.boards, next }
  })
  return rows.map(({ id, name, slug }) => ({
    ...{ name, kind: 'board', also: `${slug} ${id}`, href: to(`/boards/${id}`) },
  }))
}

const agents: Reads = async signal => {
  const rows = await some(async query => {
    const { body, next } = await get('/api/v1/agents', { query, signal })
    return { rows: body.agents, next }
  })
  return rows.map(({ agent_id: id, agent_name: name, board_id: board }) => ({
    ...{ name, kind: 'agent', also: id, href: to(`/boards/${board}`, { open: id }) },
  }))
}

const runs: Reads = async signal => {
  const rows = await some(async query => {
    const { body, next } = await get('/api/v1/gsd-runs', { query, signal })
    return { rows: body, next }
  })
  return rows.map(run => ({
    ...{
      name: nameOf(run),
      kind: 'run',
      also: `${run.stage} ${run.id}`,
      href: to(`/runs/${run.id}`),
    },
  }))
}

const releases: Reads = async signal => {
  const rows = await some(async query => {
    const { body, next } = await get('/api/v1/releases', { query, signal })
    return { rows: body.releases, next }
  })
  return rows.map(({ release_id: id, commit }) => ({
    ...{ name: id.slice(0, 12), kind: 'release', also: `${commit} ${id}` },
    href: to(`/releases/${id}`),
  }))
}

const verifications: Reads = async signal => {
  const rows = await some(async query => {
    const { body, next } = await get('/api/v1/verifications', { query, signal })
    return { rows: body.verifications, next }
  })
  return rows.map(({ id, release_id: release }) => ({
    name: release === null ? id.slice(0, 12) : `of ${release.slice(0, 12)}`,
    ...{ kind: 'verification', also: `${release ?? ''} ${id}`, href: to(`/rollouts/${id}`) },
  }))
}

/** The first pages of a list. */
async function some<Row>(page: (query: RowsQuery) => Promise<Rows<Row>>): Promise<readonly Row[]> {
  const rows: Row[] = []
  let after: string | null = null
  for (let pages = 0; pages < mostPages; pages += 1) {
    const read: Rows<Row> = await page({ limit: pageSize, ...(after === null ? {} : { after }) })
    rows.push(...read.rows)
    after = read.next
    if (after === null) break
  }
  return rows
}
