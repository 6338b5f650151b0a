import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js'
import { appendConflict, appendSuccess } from './append-responses.ts'
import type { EventDraft } from './event-draft.ts'
import type { NodeContext } from './node-context.ts'
import { readProposedMessage } from './proposed-message.ts'
import { ProtoReader } from './proto-reader.ts'
import { maxAppendSize, rpcErrors, toRpcError } from './rpc-error.ts'
import { requireStreamName } from './stream-identifier.ts'
import { requireWritten } from './written-answer.ts'
import { readWriteOptions, type WriteOptions } from './write-options.ts'

type AppendCall = ServerReadableStream<Buffer, Buffer>

/** Serves `Append`: the options come first, then one message an event. */
export async function serveAppend(
  { writer }: NodeContext,
  call: AppendCall,
  answer: sendUnaryData<Buffer>,
): Promise<void> {
  try {
    const { stream, expected, events } = await receive(call)
    const deadline = call.getDeadline()
    const written = await writer.write({
      kind: 'append',
      stream: requireStreamName(stream),
      expected,
      events,
      deadlineMs: deadline instanceof Date ? deadline.getTime() : deadline,
    })
    if (written.kind === 'conflict') answer(null, appendConflict(expected, written))
    else answer(null, appendSuccess(requireWritten(written, stream, expected)))
  } catch (error) {
    answer(toRpcError(error))
  }
}

async function receive(
  call: AppendCall,
): Promise<WriteOptions & { readonly events: readonly EventDraft[] }> {
  let options: WriteOptions | undefined
  const events: EventDraft[] = []
  let size = 0
  for await (const message of call) {
    const reader = new ProtoReader(message)
    while (reader.next()) {
      if (reader.field === 1) options = readWriteOptions(reader.message())
      else if (reader.field === 2) events.push(readProposedMessage(reader.message()))
      else reader.skip()
    }
    size += events.at(-1)?.data.length ?? 0
    if (size > maxAppendSize) throw rpcErrors.appendTooLarge()
  }
  if (!options) throw rpcErrors.invalid('An append begins with its options')
  return { ...options, events }
}
