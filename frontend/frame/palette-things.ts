import {
  agentsPage,
  boardsPage,
  disksPage,
  guardsPage,
  releasesPage,
  runsPage,
  subjectsPage,
  targetsPage,
  verificationsPage,
} from '../api/lists.ts'
import { Problem } from '../api/problem.ts'
import { readAll } from '../api/rows.ts'
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
    { path: '/targets', label: 'What runs where' },
    { path: '/recoveries', label: 'Recoveries' },
  ]
  return [...places, ...further].map(({ path, label }) => ({
    ...{ name: label, kind: 'page', also: '', href: to(path) },
  }))
}

const mostPages = 10

/** Reads what there is to go to, as it stands at the moment of the page: of each kind no more than two thousand, the newest where there are more. */
export async function readThings(signal: AbortSignal): Promise<readonly Thing[]> {
  const kinds = [disks, subjects, boards, agents, runs, releases, verifications, targets]
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
  const rows = await readAll(query => disksPage(query, signal), mostPages)
  return rows.map(({ id, host, mount }) => ({
    ...{ name: `${mount} of ${host}`, kind: 'disk', also: id, href: to(`/disks/${id}`) },
  }))
}

const subjects: Reads = async signal => {
  const guards = await readAll(query => guardsPage(query, signal), mostPages)
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
  const rows = await readAll(query => subjectsPage(name, query, signal), mostPages)
  const of = rows.map(({ id, subject }) => ({
    ...{ name: subject, kind: `of ${title}`, also: name, href: to(path, { open: id }) },
  }))
  return [guard, ...of]
}

const boards: Reads = async signal => {
  const rows = await readAll(query => boardsPage(query, signal), mostPages)
  return rows.map(({ id, name, slug }) => ({
    ...{ name, kind: 'board', also: `${slug} ${id}`, href: to(`/boards/${id}`) },
  }))
}

const agents: Reads = async signal => {
  const rows = await readAll(query => agentsPage(query, signal), mostPages)
  return rows.map(({ agent_id: id, agent_name: name, board_id: board }) => ({
    ...{ name, kind: 'agent', also: id, href: to(`/boards/${board}`, { open: id }) },
  }))
}

const runs: Reads = async signal => {
  const rows = await readAll(query => runsPage(query, signal), mostPages)
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
  const rows = await readAll(query => releasesPage(query, signal), mostPages)
  return rows.map(({ release_id: id, commit }) => ({
    ...{ name: id.slice(0, 12), kind: 'release', also: `${commit} ${id}` },
    href: to(`/releases/${id}`),
  }))
}

const verifications: Reads = async signal => {
  const rows = await readAll(query => verificationsPage(query, signal), mostPages)
  return rows.map(({ id, release_id: release }) => ({
    name: release === null ? id.slice(0, 12) : `of ${release.slice(0, 12)}`,
    ...{ kind: 'verification', also: `${release ?? ''} ${id}`, href: to(`/rollouts/${id}`) },
  }))
}

const targets: Reads = async signal => {
  const rows = await readAll(query => targetsPage(query, signal), mostPages)
  return rows.map(({ id, approved }) => ({
    ...{ name: id, kind: 'target', also: approved?.release_id ?? '' },
    href: to('/targets', { open: id }),
  }))
}
