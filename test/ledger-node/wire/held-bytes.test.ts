import t from 'tap'
import { EventEmitter } from 'node:events'
import type { ServerHttp2Stream } from 'node:http2'
import { GrpcCall } from '../../../ledger-node/wire/grpc-call.ts'
import { Intake } from '../../../ledger-node/wire/intake.ts'

/** What a client sends, chunk by chunk. */
function createStream() {
  const stream = Object.assign(new EventEmitter(), {
    ...{ closed: false, destroyed: false, aborted: false },
    pause: () => undefined,
    resume: () => undefined,
  })
  return { stream, asStream: stream as unknown as ServerHttp2Stream }
}

function frameOf(bytes: number): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(bytes, 1)
  return Buffer.concat([head, Buffer.alloc(bytes)])
}

t.test('counts what has come of a message that is not whole yet', async t => {
  const intake = new Intake(1_000_000, 0)
  const { stream, asStream } = createStream()
  const call = new GrpcCall(asStream, {}, { intake, maxMessageBytes: 1_000_000 })
  const taken: number[] = []
  const received = call.receive(message => void taken.push(message.length))
  const frame = frameOf(1_000)

  stream.emit('data', frame.subarray(0, 405))
  t.ok(intake.bytes >= 400, 'the beginning is held')
  stream.emit('data', frame.subarray(405))
  t.strictSame(taken, [1_000])
  t.equal(intake.bytes, 1_000, 'the whole message, once')

  stream.emit('data', frameOf(1_000).subarray(0, 505))
  t.ok(intake.bytes >= 1_500, 'beside the beginning of the next')
  call.holds(0)
  t.ok(intake.bytes >= 500 && intake.bytes < 1_000, 'which is still held when the first is done')

  stream.emit('close')
  t.equal(intake.bytes, 0, 'and with the call nothing is')
  await t.rejects(received)
})
