import type { NodeContext } from '../node-context.ts'
import { batchAnswer, batchFailure, batchRefusal } from '../protocol/append-responses.ts'
import { type BatchRequest, keyOf, readBatchRequest } from '../protocol/batch-request.ts'
import { type EventDraft, readProposedMessage, weightOf } from '../protocol/event-draft.ts'
import { readEventId, structuredId } from '../protocol/event-id.ts'
import { maxAppendSize, maxAppendWeight, rpcErrors, toRpcError } from '../protocol/rpc-errors.ts'
import { requireStreamName } from '../protocol/stream-identifier.ts'
import { readWriteOptions, type WriteOptions } from '../protocol/write-options.ts'
import { frame } from '../wire/frame.ts'
import type { RpcError } from '../wire/rpc-error.ts'
import type { GrpcCall } from '../wire/grpc-call.ts'
import { ProtoReader } from '../wire/proto-reader.ts'

/** An append of which not every message has come yet. */
interface Pending {
  /** By which its messages know each other. */
  readonly id: string
  readonly streamIdentifier: Buffer
  readonly options: WriteOptions
  readonly events: EventDraft[]
  /** Bytes of data. */
  size: number
  weight: number
  timer?: NodeJS.Timeout
}

/** How long an append may take to be made whole: when its client has set no time, and when it has set very much. */
const usualWaitMs = 2_000
const longestWaitMs = 60_000
/** What the appends of a call weigh at most that are not whole: they wait for one another's messages, and none can be made to wait. */
const maxUnfinished = 128 * 1024 * 1024
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
  /** What the appends weigh that are being written, and one for each of them. */
  #underWay = 0
  /** What those weigh that are not whole. */
  #unfinished = 0
  #isFull = false
  /** Appends of which the rest may still come: nothing of them is to be stored. */
  readonly #abandoned = new Set<string>()
  #whenIdle: (() => void) | undefined

  constructor(context: NodeContext, call: GrpcCall) {
    this.#context = context
    this.#call = call
  }

  /** Resolves when the client has sent everything and everything has been answered. */
  async run(): Promise<void> {
    try {
      await this.#call.receive(bytes => {
        this.#take(readBatchRequest(bytes))
        this.#weigh()
      })
    } finally {
      for (const pending of [...this.#pending.values()]) this.#drop(pending)
    }
    if (this.#underWay > 0) await new Promise<void>(resolve => (this.#whenIdle = resolve))
  }

  #take(request: BatchRequest): void {
    try {
      const id = readEventId(new ProtoReader(request.correlationId))
      if (this.#isAbandoned(id, request)) return
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

  #isAbandoned(id: string, { isFinal }: BatchRequest): boolean {
    const isAbandoned = this.#abandoned.has(id)
    if (isFinal) this.#abandoned.delete(id)
    return isAbandoned
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
    const pending: Pending = { id, streamIdentifier, options, events: [], size: 0, weight: 0 }
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
      into.weight += weightOf(event)
      this.#unfinished += weightOf(event)
      into.events.push(event)
    }
    if (into.weight > maxAppendWeight) this.#refuse(into, request, rpcErrors.appendTooHeavy())
    else if (into.size > maxAppendSize) this.#refuse(into, request, rpcErrors.appendTooLarge())
    else if (this.#unfinished > maxUnfinished) this.#giveUp(into)
    if (request.isFinal) this.#abandoned.delete(into.id)
  }

  #refuse(pending: Pending, { correlationId }: BatchRequest, error: RpcError): void {
    this.#drop(pending)
    this.#abandoned.add(pending.id)
    this.#send(batchRefusal({ correlationId, streamIdentifier: pending.streamIdentifier }, error))
  }

  /** Nobody waits longer for an append to be made whole, so that nothing piles up. */
  #await(pending: Pending): void {
    const waiting = pending
    const { deadlineMs } = waiting.options
    const ms = deadlineMs === Infinity ? usualWaitMs : deadlineMs - Date.now()
    waiting.timer ??= setTimeout(() => this.#giveUp(waiting), Math.min(ms, longestWaitMs))
  }

  #giveUp(pending: Pending): void {
    this.#drop(pending)
    this.#abandoned.add(pending.id)
    this.#weigh()
    const { id, streamIdentifier } = pending
    this.#send(batchFailure({ correlationId: structuredId(id), streamIdentifier }, 'Timeout'))
  }

  #finish(pending: Pending, { correlationId }: BatchRequest): void {
    if (!this.#drop(pending)) return
    const { options, events, weight, streamIdentifier } = pending
    const key = { correlationId, streamIdentifier }
    this.#underWay += weight + 1
    void this.#context.writer.write({ kind: 'append', ...options, events }).then(answer => {
      this.#underWay -= weight + 1
      this.#weigh()
      // The protocol has no way to say of one append that the server is not ready.
      if (answer.kind === 'unavailable') this.#call.fail(rpcErrors.unavailable())
      else this.#send(batchAnswer(key, options.expected, answer))
      if (this.#underWay === 0) this.#whenIdle?.()
    })
  }

  /** Takes no more while it has much to write. */
  #weigh(): void {
    this.#call.holds(this.#underWay + this.#unfinished)
    const isFull = this.#underWay > maxUnderWay
    if (isFull === this.#isFull) return
    this.#isFull = isFull
    if (isFull) this.#call.pause()
    else this.#call.resume()
  }

  #send(response: Buffer): void {
    this.#call.write(frame(response))
  }

  /** False when it is gone already. */
  #drop({ id, timer, weight }: Pending): boolean {
    clearTimeout(timer)
    if (!this.#pending.delete(id)) return false
    this.#unfinished -= weight
    return true
  }
}
