import { seesBoard } from '../../access/sees-board.ts'
import type { Clock } from '../../clock.ts'
import { notFound } from '../../errors.ts'
import type { ModeInForce } from '../../gates/gate-modes.ts'
import type { Host } from '../../host.ts'
import type { Caller } from '../../http/route.ts'
import type { LoadedPlugin } from '../../loading/loaded-plugin.ts'
import type { GuardSubject, GuardView, SubjectsQuery, SubjectStanding } from '../guard-view.ts'
import type { NamedView } from './guard-body.ts'

/** What the routes of guards are made of. */
export interface GuardRoutesParts {
  readonly guards: readonly NamedView[]
  readonly clock: Clock
  /** The mode of the gate of a guard. */
  modeOf(guard: string): Promise<ModeInForce>
  readonly read: Host['read']
}

/** The guards among plugins. */
export function viewsOf(
  plugins: readonly Pick<LoadedPlugin, 'plugin' | 'contribution'>[],
): readonly NamedView[] {
  return plugins.flatMap(({ plugin: { name }, contribution: { guard } }) =>
    guard ? [{ name, view: guard }] : [],
  )
}

/** The read models that answers about guards are made from. */
export function needsOf({ guards }: GuardRoutesParts): readonly string[] {
  return [...new Set(guards.flatMap(({ view }) => view.needs))]
}

/** Finds a guard; DECKLOG_NOT_FOUND. */
export function findGuard({ guards }: GuardRoutesParts, wanted: string): NamedView {
  const found = guards.find(one => one.name === wanted)
  if (found) return found
  throw notFound('guard')
}

/** How the subjects of a guard stand that are wanted. */
export async function standingsOf(
  view: GuardView,
  query: SubjectsQuery,
): Promise<readonly SubjectStanding[]> {
  return view.standings?.(query) ?? (await view.subjects(query)).subjects
}

/** Which subjects a caller may see. */
export function seenBy({ boards }: Pick<Caller, 'boards'>): Pick<SubjectsQuery, 'boards'> {
  return boards === null ? {} : { boards }
}

/** Tells whether a caller sees a subject: what is of no board is a machine's, which everybody sees who reads. */
export function isSeen(
  caller: Pick<Caller, 'boards'>,
  { boardId }: Pick<GuardSubject, 'boardId'>,
): boolean {
  return boardId === null || seesBoard(caller, boardId)
}
