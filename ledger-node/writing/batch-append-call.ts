import type { NodeContext } from '../node-context.ts'
import {
  batchFailure,
  type BatchKey,
  batchRefusal,
  batchSuccess,
  conflictDetail,
  deletedDetail,
} from '../protocol/append-responses.ts'
import { type BatchRequest, readBatchRequest } from '../protocol/batch-request.ts'
import { type EventDraft, readProposedMessage } from '../protocol/event-draft.ts'
import { readEventId, structuredId } from '../protocol/event-id.ts'
import { maxAppendSize, rpcErrors, toRpcError } from '../protocol/rpc-errors.ts'
import { requireStreamName } from '../protocol/stream-identifier.ts'
import { readWriteOptions, type WriteOptions } from '../protocol/write-options.ts'
import { frame } from '../wire/frame.ts'
import type { GrpcCall } from '../wire/grpc-call.ts'
import { ProtoReader } from '../wire/proto-reader.ts'
import type { WriteAnswer } from './write-request.ts'

/** An append of which not every message has come yet. */
interface Pending {
  /** By which its messages know each other. */
  readonly id: string
  readonly streamIdentifier: Buffer
  readonly options: WriteOptions
  readonly events: EventDraft[]
  size: number
  timer?: NodeJS.Timeout
}

const longestWaitMs = 2_000
const maxUnderWay = 16 * 1024 * 1024
const noBytes: Buffer = Buffer.alloc(0)

/** Serves a `BatchAppend` call. */
export function serveBatchAppend(context: NodeContext, call: GrpcCall): Promise<void> {
  return new BatchAppendCall(context, call).run()
}

/** Many appends at once, each in one message or several, answered as they are committed. */
class BatchAppendCall {
  readonly #context: NodeContext
  readonly #call: GrpcCall
  readonly #pending = new Map<string, Pending>()
  /** Bytes of the appends that are being written, and one for each of them. */
  #underWay = 0
  #whenIdle: (() => void) | undefined

  constructor(context: NodeContext, call: GrpcCall) {
    this.#context = context
    this.#call = call
  }

  /** Resolves when the client has sent everything and everything has been answered. */
  async run(): Promise<void> {
    try {
      await this.#call.receive(bytes => this.#take(readBatchRequest(bytes)))
    } finally {
      for (const pending of [...this.#pending.values()]) this.#drop(pending)
    }
    if (this.#underWay > 0) await new Promise<void>(resolve => (this.#whenIdle = resolve))
  }

  #take(request: BatchRequest): void {
    try {
      const id = readEventId(new ProtoReader(request.correlationId))
      const pending = this.#pendingOf(id, request)
      if (!pending) return
      this.#addEvents(pending, request)
      if (request.isFinal) this.#finish(pending, request)
    } catch (error) {
      // Without options there is no name to answer under.
      if (!request.options) throw error
      this.#send(batchRefusal(keyOf(request), toRpcError(error)))
    }
  }

  /** The append that a message begins or goes on with; the options of a later message say nothing. */
  #pendingOf(id: string, request: BatchRequest): Pending | undefined {
    const known = this.#pending.get(id)
    if (!request.options) return known
    const options = readWriteOptions(new ProtoReader(request.options))
    requireStreamName(options.stream)
    if (options.deadlineMs <= Date.now()) {
      this.#send(batchFailure(keyOf(request), 'Timeout'))
      return undefined
    }
    if (known) return known
    const { streamIdentifier } = keyOf(request)
    const pending: Pending = { id, streamIdentifier, options, events: [], size: 0 }
    this.#pending.set(id, pending)
    return pending
  }

  /** What came before an event that is refused stays; it may yet be made whole. */
  #addEvents(pending: Pending, request: BatchRequest): void {
    const into = pending
    if (!request.isFinal) this.#await(into)
    for (const proposed of request.proposed) {
      const event = readProposedMessage(proposed)
      into.size += event.data.length
      into.events.push(event)
    }
    if (into.size <= maxAppendSize) return
    this.#drop(into)
    const { streamIdentifier } = into
    const key = { correlationId: request.correlationId, streamIdentifier }
    this.#send(batchRefusal(key, rpcErrors.appendTooLarge()))
  }

  /** Nobody waits longer for an append to be made whole, so that nothing piles up. */
  #await(pending: Pending): void {
    const waiting = pending
    const ms = Math.min(waiting.options.deadlineMs - Date.now(), longestWaitMs)
    waiting.timer ??= setTimeout(() => {
      this.#drop(waiting)
      const { id, streamIdentifier } = waiting
      this.#send(batchFailure({ correlationId: structuredId(id), streamIdentifier }, 'Timeout'))
    }, ms)
  }

  #finish(pending: Pending, { correlationId }: BatchRequest): void {
    if (!this.#drop(pending)) return
    const { options, events, size, streamIdentifier } = pending
    const key = { correlationId, streamIdentifier }
    this.#underWay += size + 1
    if (this.#underWay > maxUnderWay) this.#call.pause()
    void this.#context.writer.write({ kind: 'append', ...options, events }).then(answer => {
      this.#underWay -= size + 1
      if (this.#underWay < maxUnderWay) this.#call.resume()
      // The protocol has no way to say of one append that the server is not ready.
      if (answer.kind === 'unavailable') this.#call.fail(rpcErrors.unavailable())
      else this.#send(answerOf(key, options, answer))
      if (this.#underWay === 0) this.#whenIdle?.()
    })
  }

  #send(response: Buffer): void {
    this.#call.write(frame(response))
  }

  /** False when it is gone already. */
  #drop({ id, timer }: Pending): boolean {
    clearTimeout(timer)
    return this.#pending.delete(id)
  }
}

function keyOf({ correlationId, options = noBytes }: BatchRequest): BatchKey {
  const reader = new ProtoReader(options)
  while (reader.next()) {
    if (reader.field === 1) return { correlationId, streamIdentifier: reader.bytes() }
    reader.skip()
  }
  return { correlationId, streamIdentifier: noBytes }
}

function answerOf(key: BatchKey, { expected }: WriteOptions, answer: WriteAnswer): Buffer {
  switch (answer.kind) {
    case 'written':
      return batchSuccess(key, answer)
    case 'conflict':
      return batchFailure(key, 'WrongExpectedVersion', conflictDetail(expected, answer))
    case 'deleted':
      return batchFailure(key, 'StreamDeleted', deletedDetail(key))
    case 'late':
    case 'unknown':
    case 'unavailable':
      return batchFailure(key, 'Timeout')
  }
}
