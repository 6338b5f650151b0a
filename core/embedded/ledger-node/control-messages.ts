import { encode, message, uint } from './encode.ts'

/** Messages to readers that carry no event. */
export const controlMessages = {
  confirmation: (id: string): Buffer => message(2, message(1, Buffer.from(id))),
  checkpoint: (position: number): Buffer => message(3, uint(1, position), uint(2, position)),
  streamNotFound: (stream: string): Buffer =>
    message(4, message(1, message(3, Buffer.from(stream)))),
  caughtUp: (): Buffer => message(8, encode()),
}
