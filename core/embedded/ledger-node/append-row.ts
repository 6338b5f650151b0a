import { frameHeadSize } from './frames.ts'

/** A committed append: one row of the ledger. Its events end at `position` and `revision`. */
export interface AppendRow {
  readonly position: number
  readonly streamId: number
  readonly revision: number
  readonly events: number
  readonly recordedAtMs: number
  /** Framed `ReadResp` messages, one an event. */
  readonly body: Buffer
}

/** The messages of a row, in the order of the stream. */
export function messagesOf(body: Buffer): Buffer[] {
  const messages: Buffer[] = []
  for (let at = 0; at < body.length;) {
    const start = at + frameHeadSize
    at = start + body.readUInt32BE(at + 1)
    messages.push(body.subarray(start, at))
  }
  return messages
}
