import { frame } from '../grpc/frame.ts'
import { encode, message, uint } from './encode.ts'

/** Framed messages to readers that carry no event. */
export const controlMessages = {
  confirmation: (id: string): Buffer => frame(message(2, message(1, Buffer.from(id)))),
  checkpoint: (position: number): Buffer => frame(message(3, uint(1, position), uint(2, position))),
  streamNotFound: (stream: string): Buffer =>
    frame(message(4, message(1, message(3, Buffer.from(stream))))),
  firstStreamPosition: (revision: number): Buffer => frame(uint(5, revision)),
  lastStreamPosition: (revision: number): Buffer => frame(uint(6, revision)),
  caughtUp: (): Buffer => frame(message(8, encode())),
}
