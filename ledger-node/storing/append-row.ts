import { createHash } from 'node:crypto'
import { frameHeadSize, type Frame } from '../wire/frame.ts'

/** A committed append: one row of the ledger. Its events end at `position` and `revision`. */
export interface AppendRow {
  readonly position: number
  readonly revision: number
  readonly events: number
  /** Framed `ReadResp` messages, one an event. */
  readonly body: Buffer
}

/** The frames of a row, in the order of the stream; throws when its body is damaged. */
export function framesOf(body: Buffer): Frame[] {
  const frames: Frame[] = []
  for (let start = 0; start < body.length;) {
    const end = start + frameHeadSize + body.readUInt32BE(start + 1)
    if (end > body.length) throw new RangeError('The body of a row is damaged')
    frames.push({ bytes: body, start, end })
    start = end
  }
  return frames
}

/** By which it is seen whether a body is still as it was written. */
export function bodyDigest(body: Buffer): Buffer {
  return createHash('sha256').update(body).digest()
}
