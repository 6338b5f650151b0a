import { asFrame, frame, type Frame } from '../wire/frame.ts'
import { encode, message, uint } from '../wire/proto-writer.ts'

/** Framed messages to readers that carry no event. */
export const controlMessages = {
  confirmation: (id: string): Frame => framed(message(2, message(1, Buffer.from(id)))),
  checkpoint: (position: number): Frame => framed(message(3, uint(1, position), uint(2, position))),
  streamNotFound: (stream: string): Frame =>
    framed(message(4, message(1, message(3, Buffer.from(stream))))),
  firstStreamPosition: (revision: number): Frame => framed(uint(5, revision)),
  lastStreamPosition: (revision: number): Frame => framed(uint(6, revision)),
  caughtUp: (): Frame => framed(message(8, encode())),
}

function framed(bytes: Buffer): Frame {
  return asFrame(frame(bytes))
}
