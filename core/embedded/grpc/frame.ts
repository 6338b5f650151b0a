/** Bytes before each message, as gRPC frames it: one for compression, four for the length. */
export const frameHeadSize = 5

/** Frames a message that is not compressed. */
export function frame(message: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(frameHeadSize + message.length)
  bytes[0] = 0
  bytes.writeUInt32BE(message.length, 1)
  bytes.set(message, frameHeadSize)
  return bytes
}
