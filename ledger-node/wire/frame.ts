/** Bytes before each message, as gRPC frames it: one for compression, four for the length. */
export const frameHeadSize = 5

/** Where a framed message is in memory. */
export interface Frame {
  readonly bytes: Buffer
  readonly start: number
  /** One byte beyond its last. */
  readonly end: number
}

/** Frames a message that is not compressed. */
export function frame(message: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(frameHeadSize + message.length)
  bytes[0] = 0
  bytes.writeUInt32BE(message.length, 1)
  bytes.set(message, frameHeadSize)
  return bytes
}

/** A frame that is all of these bytes. */
export function asFrame(bytes: Buffer): Frame {
  return { bytes, start: 0, end: bytes.length }
}
