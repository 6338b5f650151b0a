import { frame } from './wire/frame.ts'
import type { GrpcCall } from './wire/grpc-call.ts'
import { deleteSuccess } from './append-responses.ts'
import type { NodeContext } from './node-context.ts'
import { ProtoReader } from './proto-reader.ts'
import { rpcErrors } from './rpc-errors.ts'
import { requireStreamName } from './stream-identifier.ts'
import { readWriteOptions, type WriteOptions } from './write-options.ts'
import { requireWritten } from './written-answer.ts'

/** Serves `Delete` and `Tombstone`, whose messages are alike. */
export async function serveDelete(
  kind: 'delete' | 'tombstone',
  { writer }: NodeContext,
  call: GrpcCall,
): Promise<void> {
  const { stream, expected } = readRequest(await call.request())
  const written = await writer.write({
    kind,
    stream: requireStreamName(stream),
    expected,
    events: [],
    deadlineMs: call.deadlineMs,
  })
  call.write(frame(deleteSuccess(requireWritten(written, stream, expected))))
}

function readRequest(bytes: Buffer): WriteOptions {
  const reader = new ProtoReader(bytes)
  while (reader.next()) {
    if (reader.field === 1) return readWriteOptions(reader.message())
    reader.skip()
  }
  throw rpcErrors.invalid('A request needs options')
}
