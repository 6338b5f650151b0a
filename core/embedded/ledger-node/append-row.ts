import { frameHeadSize } from '../grpc/frame.ts'

/** A committed append: one row of the ledger. Its events end at `position` and `revision`. */
export interface AppendRow {
  readonly position: number
  readonly revision: number
  readonly events: number
  /** Framed `ReadResp` messages, one an event. */
  readonly body: Buffer
}

/** The frames of a row, in the order of the stream. */
export function framesOf(body: Buffer): Buffer[] {
  const frames: Buffer[] = []
  for (let at = 0; at < body.length;) {
    const start = at
    at += frameHeadSize + body.readUInt32BE(at + 1)
    frames.push(body.subarray(start, at))
  }
  return frames
}
