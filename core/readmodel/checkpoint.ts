import { plainViewName, type ReadModel } from './read-model.ts'

/** Channel on which processes hear how far the read models have come: `<view> <position>`. */
export const positionChannel = 'decklog_positions'

/** Channel on which processes hear that rows have changed: `<view> <position>`. */
export const rowsChannel = 'decklog_rows'

/** Where a checkpoint moves, and by what. */
export interface CheckpointMove {
  readonly from: bigint
  readonly to: bigint
  /** How many events that is. */
  readonly events: number
  /** The last of them, by which the ledger is known again; barriers do not last. */
  readonly last?: LastEvent | undefined
  /** `silent`: nobody reads this table yet. */
  readonly tell: 'rows' | 'position' | 'silent'
}

/** Where an event is in the ledger, and which one it is. */
export interface LastEvent {
  readonly stream: string
  readonly revision: bigint
  readonly id: string
}

/** Where and how a move is told; the channel is null when it is not. */
export function announcementOf(
  { projection }: ReadModel,
  { to, tell }: CheckpointMove,
): { readonly channel: string | null; readonly payload: string } {
  const payload = `${plainViewName(projection)} ${to}`
  if (tell === 'silent') return { channel: null, payload }
  return { channel: tell === 'rows' ? rowsChannel : positionChannel, payload }
}
