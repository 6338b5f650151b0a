import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js'
import { deleteSuccess } from './append-responses.ts'
import type { NodeContext } from './node-context.ts'
import { ProtoReader } from './proto-reader.ts'
import { rpcErrors, toRpcError } from './rpc-error.ts'
import { requireStreamName } from './stream-identifier.ts'
import { readWriteOptions, type WriteOptions } from './write-options.ts'
import { requireWritten } from './written-answer.ts'

/** Serves `Delete` and `Tombstone`, whose messages are alike. */
export async function serveDelete(
  { writer }: NodeContext,
  kind: 'delete' | 'tombstone',
  call: ServerUnaryCall<Buffer, Buffer>,
  answer: sendUnaryData<Buffer>,
): Promise<void> {
  try {
    const { stream, expected } = readRequest(call.request)
    const deadline = call.getDeadline()
    const written = await writer.write({
      kind,
      stream: requireStreamName(stream),
      expected,
      events: [],
      deadlineMs: deadline instanceof Date ? deadline.getTime() : deadline,
    })
    answer(null, deleteSuccess(requireWritten(written, stream, expected)))
  } catch (error) {
    answer(toRpcError(error))
  }
}

function readRequest(bytes: Buffer): WriteOptions {
  const reader = new ProtoReader(bytes)
  while (reader.next()) {
    if (reader.field === 1) return readWriteOptions(reader.message())
    reader.skip()
  }
  throw rpcErrors.invalid('A request needs options')
}
