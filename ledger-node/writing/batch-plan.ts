import { randomUUID } from 'node:crypto'
import type { EventDraft } from '../protocol/event-draft.ts'
import { type EventId, parseEventId } from '../protocol/event-id.ts'
import { encodeAppend } from '../protocol/frames.ts'
import type { AppendRow } from '../storing/append-row.ts'
import { maxInt64, tombstoneRevision } from '../wire/numbers.ts'
import { missingStream, type StreamState } from '../storing/stream-cache.ts'
import {
  firstVisible,
  type MetadataEvent,
  metastreamLimits,
  noLimits,
  parseLimits,
  undeleted,
} from '../storing/stream-limits.ts'
import { describedBy, isMetastream, metastreamOf } from '../storing/stream-name.ts'
import { decide, type StreamView, type Written } from './decide.ts'
import type { WriteHistory } from './write-history.ts'
import type { WriteAnswer, WriteRequest } from './write-request.ts'

/** An append that is to be committed. */
export interface PlannedAppend extends AppendRow {
  readonly stream: string
  readonly streamId: number
  readonly recordedAtMs: number
  readonly ids: readonly EventId[]
}

/** Where the ledger stands when a batch is planned. */
export interface LedgerHead {
  readonly position: number
  readonly streamId: number
}

interface PlanContext {
  readonly head: LedgerHead
  readonly nowMs: number
  readonly history: WriteHistory
  /** The committed state of a stream. */
  state(name: string): StreamState | undefined
}

/** Names of the streams whose state a write to `stream` depends on. */
export function streamsAround(stream: string): readonly string[] {
  const near = [stream, metastreamOf(stream)]
  return isMetastream(stream) ? [...near, describedBy(stream)] : near
}

/** Decides about writes one after another, each on what those before it leave, and gathers what is to be committed. */
export class BatchPlan {
  readonly rows: PlannedAppend[] = []
  readonly newStreams: { readonly id: number; readonly name: string }[] = []
  /** Streams as the batch leaves them. */
  readonly states = new Map<string, StreamState>()
  head: LedgerHead
  readonly #context: PlanContext

  constructor(context: PlanContext) {
    this.#context = context
    this.head = context.head
  }

  write(request: WriteRequest): WriteAnswer {
    if (request.deadlineMs <= this.#context.nowMs) return { kind: 'late' }
    const { stream, kind, expected } = request
    const events = kind === 'append' ? request.events : [deletion[kind]()]
    const view = this.#view(stream)
    const { id: streamId } = this.#state(stream)
    const { history } = this.#context
    const decision = decide(
      view,
      expected,
      events.map(event => event.id),
      {
        first: id => history.first(streamId, id),
        at: (revision, id) => history.at(streamId, revision, id),
      },
    )
    if (decision.kind === 'deleted') return { kind: 'deleted' }
    if (decision.kind === 'conflict') return { kind: 'conflict', actual: view.last }
    if (decision.kind === 'repeat') return this.#repeated(stream, decision.written)
    if (kind === 'tombstone') return this.#add(stream, events, tombstoneRevision)
    if (kind === 'delete') return this.#softDelete(stream, view, events)
    return this.#append(stream, events, decision.undelete)
  }

  #append(stream: string, events: readonly EventDraft[], undelete: boolean): WriteAnswer {
    const next = this.#state(stream).last + 1
    const described = isMetastream(stream) ? describedBy(stream) : undefined
    const revives = described !== undefined && this.#view(described).isSoftDeleted
    const answer =
      events.length > 0
        ? this.#add(stream, events)
        : { kind: 'written' as const, revision: next - 1, position: this.head.position }
    if (undelete) this.#undelete(stream, next)
    if (revives) this.#undelete(described, this.#state(described).last + 1)
    return answer
  }

  #softDelete(stream: string, view: StreamView, events: readonly EventDraft[]): WriteAnswer {
    if (view.last < 0 && !view.hasMetadata) return { kind: 'conflict', actual: -1 }
    return this.#add(metastreamOf(stream), events)
  }

  /** A write of the node's own, as EventStoreDB makes it. */
  #undelete(stream: string, from: number): void {
    const metastream = metastreamOf(stream)
    const data = undeleted(this.#state(metastream).metadata, from)
    if (data) this.#add(metastream, [metadataEvent(data)])
  }

  #repeated(stream: string, { revision, position, recordedAtMs }: Written): WriteAnswer {
    const limits = this.#limits(stream)
    const isVisible =
      revision >= firstVisible(limits, this.#state(stream).last) &&
      recordedAtMs >= this.#context.nowMs - (limits.maxAgeMs ?? Infinity)
    return { kind: 'written', revision, position: isVisible ? position : undefined }
  }

  #add(stream: string, events: readonly EventDraft[], at?: number): WriteAnswer {
    const state = this.#state(stream)
    const streamId = state.id || this.#create(stream)
    const firstRevision = at ?? state.last + 1
    const firstPosition = this.head.position + 1
    const recordedAtMs = this.#context.nowMs
    const revision = firstRevision + events.length - 1
    const position = firstPosition + events.length - 1
    const row: PlannedAppend = {
      stream,
      streamId,
      position,
      revision,
      events: events.length,
      recordedAtMs,
      ids: events.map(event => event.id),
      body: encodeAppend(events, {
        stream: Buffer.from(stream),
        firstRevision,
        firstPosition,
        recordedAtMs,
      }),
    }
    this.rows.push(row)
    this.#context.history.add(row)
    this.head = { ...this.head, position }
    const metadata = isMetastream(stream) ? kept(events.at(-1)) : undefined
    this.states.set(stream, {
      id: streamId,
      last: revision,
      ...(metadata ? { metadata, limits: parseLimits(metadata) } : {}),
    })
    return { kind: 'written', revision, position }
  }

  #create(stream: string): number {
    const id = this.head.streamId + 1
    this.head = { ...this.head, streamId: id }
    this.newStreams.push({ id, name: stream })
    return id
  }

  #state(name: string): StreamState {
    return this.states.get(name) ?? this.#context.state(name) ?? missingStream
  }

  #limits(name: string): typeof noLimits {
    if (isMetastream(name)) return metastreamLimits
    return this.#state(metastreamOf(name)).limits ?? noLimits
  }

  #view(stream: string): StreamView {
    const goesWith = isMetastream(stream) ? this.#state(describedBy(stream)).last : -1
    return {
      last: goesWith === tombstoneRevision ? tombstoneRevision : this.#state(stream).last,
      isSoftDeleted: this.#limits(stream).truncateBefore === Infinity,
      hasMetadata: this.#state(metastreamOf(stream)).last >= 0,
    }
  }
}

/** With data of its own: what a client sent shares the memory of all that came with it. */
function kept(event: EventDraft | undefined): MetadataEvent | undefined {
  return event && { isJson: event.isJson, data: Buffer.from(event.data) }
}

const deletion = {
  delete: () => metadataEvent(Buffer.from(`{"$tb":${maxInt64}}`)),
  tombstone: (): EventDraft => ({
    ...metadataEvent(Buffer.alloc(0)),
    type: '$streamDeleted',
    isJson: false,
  }),
}

function metadataEvent(data: Buffer): EventDraft {
  const id = parseEventId(Buffer.from(randomUUID()))
  return { id, type: '$metadata', isJson: true, data, metadata: Buffer.alloc(0) }
}
