import type { Caller } from '../http/route.ts'

/** Tells whether a caller may see things of a board; what belongs to no board only callers not limited to boards see. */
export function seesBoard(caller: Pick<Caller, 'boards'>, boardId: string | null): boolean {
  if (caller.boards === null) return true
  return boardId !== null && caller.boards.includes(boardId)
}
