import type { ReadHost } from '../readmodel/read-host.ts'
import { gapsUntil, type Gap, type ReceivingRow } from './gaps.ts'

/** Reads from the read model `receiving` when before `now` nothing could be received. */
export async function readGaps(
  read: Pick<ReadHost, 'query' | 'view' | 'stands'>,
  now: Date,
): Promise<readonly Gap[]> {
  const [row] = await read.query<ReceivingRow>(
    `select confirmed_at, gaps from ${read.view('receiving')}`,
  )
  return gapsOfRow(read, row, now)
}

/** The same of its row. Confirmations do not last: in the past only what was recorded of it tells. */
export function gapsOfRow(
  { stands }: Pick<ReadHost, 'stands'>,
  row: ReceivingRow | undefined,
  now: Date,
): readonly Gap[] {
  return gapsUntil(row && stands ? { ...row, confirmed_at: null } : row, now)
}
