import type { NodeContext } from '../node-context.ts'
import { deleteSuccess, requireWritten } from '../protocol/append-responses.ts'
import { rpcErrors } from '../protocol/rpc-errors.ts'
import { requireStreamName } from '../protocol/stream-identifier.ts'
import { readWriteOptions, type WriteOptions } from '../protocol/write-options.ts'
import { frame } from '../wire/frame.ts'
import type { GrpcCall } from '../wire/grpc-call.ts'
import { ProtoReader } from '../wire/proto-reader.ts'

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
