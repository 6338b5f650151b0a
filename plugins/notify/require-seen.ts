import { type Caller, type Host, invalidField, notFound, seesBoard } from '../../core/plugin-api.ts'
import type { NotifyConfig } from './config.ts'
import type { NotifyEvent } from './events.ts'

interface Seeing {
  readonly caller: Caller
  /** What the stream is of, in a word. */
  readonly what: string
}

/** Throws DECKLOG_NOT_FOUND unless there is such a stream, and the caller sees the board that its first event names. */
export async function requireSeen(
  host: Pick<Host<NotifyConfig, NotifyEvent>, 'read'>,
  stream: string,
  { caller, what }: Seeing,
): Promise<void> {
  for await (const { data } of host.read(stream, { limit: 1 }))
    if ('boardId' in data && seesBoard(caller, data.boardId)) return
  throw notFound(what)
}

/** Throws unless the caller sees a board, or all of them where none is named: DECKLOG_NOT_FOUND, or that `board_id` is needed. */
export function requireBoard(caller: Caller, boardId: string | null): void {
  if (seesBoard(caller, boardId)) return
  if (boardId !== null) throw notFound('board')
  throw invalidField('board_id', 'is needed: this token is limited to boards')
}
