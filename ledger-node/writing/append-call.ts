import type { NodeContext } from '../node-context.ts'
import { appendConflict, appendSuccess, requireWritten } from '../protocol/append-responses.ts'
import { type EventDraft, readProposedMessage, weightOf } from '../protocol/event-draft.ts'
import { maxAppendSize, maxAppendWeight, rpcErrors } from '../protocol/rpc-errors.ts'
import { requireStreamName } from '../protocol/stream-identifier.ts'
import { readWriteOptions, type WriteOptions } from '../protocol/write-options.ts'
import { frame } from '../wire/frame.ts'
import type { GrpcCall } from '../wire/grpc-call.ts'
import { ProtoReader } from '../wire/proto-reader.ts'

/** Serves `Append`: the options come first, then one message an event. */
export async function serveAppend({ writer }: NodeContext, call: GrpcCall): Promise<void> {
  const { stream, expected, events } = await receive(call)
  const written = await writer.write({
    kind: 'append',
    stream: requireStreamName(stream),
    expected,
    events,
    deadlineMs: call.deadlineMs,
  })
  const answer =
    written.kind === 'conflict'
      ? appendConflict(expected, written)
      : appendSuccess(requireWritten(written, stream, expected))
  call.write(frame(answer))
}

async function receive(
  call: GrpcCall,
): Promise<WriteOptions & { readonly events: readonly EventDraft[] }> {
  let options: WriteOptions | undefined
  const events: EventDraft[] = []
  let size = 0
  let weight = 0
  await call.receive(message => {
    const { kind, content } = readContent(message)
    if (kind !== (options ? 'event' : 'options'))
      throw rpcErrors.invalid('An append is its options and then its events')
    if (kind === 'options') options = readWriteOptions(content)
    else {
      const event = readProposedMessage(content)
      size += event.data.length
      weight += weightOf(event)
      if (size > maxAppendSize) throw rpcErrors.appendTooLarge()
      if (weight > maxAppendWeight) throw rpcErrors.appendTooHeavy()
      events.push(event)
    }
  })
  await call.confirmed()
  if (!options) throw rpcErrors.invalid('An append begins with its options')
  return { ...options, events }
}

/** A message holds either; of both, the last one counts. */
function readContent(message: Buffer): {
  readonly kind: 'options' | 'event' | 'nothing'
  readonly content: ProtoReader
} {
  let kind: 'options' | 'event' | 'nothing' = 'nothing'
  const reader = new ProtoReader(message)
  let content = reader
  while (reader.next()) {
    if (reader.field !== 1 && reader.field !== 2) {
      reader.skip()
      continue
    }
    kind = reader.field === 1 ? 'options' : 'event'
    content = reader.message()
  }
  return { kind, content }
}
