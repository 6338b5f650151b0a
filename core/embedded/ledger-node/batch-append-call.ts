import { frame } from '../grpc/frame.ts'
import type { GrpcCall } from '../grpc/grpc-call.ts'
import {
  batchFailure,
  batchRefusal,
  batchSuccess,
  conflictDetail,
  type BatchKey,
} from './append-responses.ts'
import { readBatchRequest, type BatchRequest } from './batch-request.ts'
import type { EventDraft } from './event-draft.ts'
import type { NodeContext } from './node-context.ts'
import { readProposedMessage } from './proposed-message.ts'
import { ProtoReader } from './proto-reader.ts'
import { maxAppendSize, rpcErrors, toRpcError } from './rpc-errors.ts'
import { requireStreamName } from './stream-identifier.ts'
import { readWriteOptions, type WriteOptions } from './write-options.ts'
import type { WriteAnswer } from './write-request.ts'

/** An append of which not every message has come yet. */
interface Pending extends BatchKey {
  readonly options: WriteOptions
  readonly events: EventDraft[]
  size: number
  timer?: NodeJS.Timeout
}

const longestWaitMs = 60_000
const maxUnderWay = 16 * 1024 * 1024

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
      for (const key of [...this.#pending.keys()]) this.#drop(key)
    }
    if (this.#underWay > 0) await new Promise<void>(resolve => (this.#whenIdle = resolve))
  }

  #take(request: BatchRequest): void {
    const key = request.correlationId.toString('latin1')
    const known = this.#pending.get(key)
    try {
      const pending = request.options ? this.#begin(request, request.options) : known
      if (!pending) return
      this.#addEvents(pending, request)
      if (request.isFinal) this.#finish(key, pending)
      else this.#await(key, pending)
    } catch (error) {
      this.#drop(key)
      this.#send(batchRefusal(known ?? keyOf(request), toRpcError(error)))
    }
  }

  #begin(request: BatchRequest, bytes: Buffer): Pending {
    const options = readWriteOptions(new ProtoReader(bytes))
    requireStreamName(options.stream)
    return { ...keyOf(request), options, events: [], size: 0 }
  }

  #addEvents(pending: Pending, request: BatchRequest): void {
    const into = pending
    for (const proposed of request.proposed) {
      const event = readProposedMessage(proposed)
      into.size += event.data.length
      into.events.push(event)
    }
    if (into.size > maxAppendSize) throw rpcErrors.appendTooLarge()
  }

  /** Keeps an append until its next message; it is forgotten at its deadline, so that nothing piles up. */
  #await(key: string, pending: Pending): void {
    const kept = pending
    this.#pending.set(key, kept)
    const ms = Math.min(Math.max(0, kept.options.deadlineMs - Date.now()), longestWaitMs)
    kept.timer ??= setTimeout(() => {
      this.#drop(key)
      this.#send(answerOf(kept, { kind: 'late' }))
    }, ms)
  }

  #finish(key: string, pending: Pending): void {
    this.#drop(key)
    const { stream, expected, deadlineMs } = pending.options
    this.#underWay += pending.size + 1
    if (this.#underWay > maxUnderWay) this.#call.pause()
    void this.#context.writer
      .write({ kind: 'append', stream, expected, events: pending.events, deadlineMs })
      .then(answer => {
        this.#underWay -= pending.size + 1
        if (this.#underWay < maxUnderWay) this.#call.resume()
        // The protocol has no way to say of one append that the server is not ready.
        if (answer.kind === 'unavailable') this.#call.fail(rpcErrors.unavailable())
        else this.#send(answerOf(pending, answer))
        if (this.#underWay === 0) this.#whenIdle?.()
      })
  }

  #send(response: Buffer): void {
    this.#call.write(frame(response))
  }

  #drop(key: string): void {
    const pending = this.#pending.get(key)
    if (!pending) return
    clearTimeout(pending.timer)
    this.#pending.delete(key)
  }
}

function keyOf({ correlationId, options }: BatchRequest): BatchKey {
  const reader = new ProtoReader(options ?? Buffer.alloc(0))
  while (reader.next()) {
    if (reader.field === 1) return { correlationId, streamIdentifier: reader.bytes() }
    reader.skip()
  }
  return { correlationId, streamIdentifier: Buffer.alloc(0) }
}

function answerOf(pending: Pending, answer: WriteAnswer): Buffer {
  switch (answer.kind) {
    case 'written':
      return batchSuccess(pending, answer)
    case 'conflict':
      return batchFailure(
        pending,
        'WrongExpectedVersion',
        'event_store.client.WrongExpectedVersion',
        conflictDetail(pending.options.expected, answer),
      )
    case 'deleted':
      return batchFailure(pending, 'StreamDeleted', 'event_store.client.StreamDeleted')
    case 'late':
    case 'unknown':
    case 'unavailable':
      return batchFailure(pending, 'Timeout', 'event_store.client.Timeout')
  }
}
