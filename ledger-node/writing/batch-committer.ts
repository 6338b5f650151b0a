import { tombstoneRevision } from '../wire/numbers.ts'
import type { StreamCache } from '../storing/stream-cache.ts'
import { BatchPlan, type LedgerHead, streamsAround } from './batch-plan.ts'
import { commitBatch, type Guard } from './commit-batch.ts'
import { loadByFirstId, loadByRevision, loadNewestIds, type RevisionRange } from './id-store.ts'
import type { Ownership } from './ownership.ts'
import { type AppendIds, IdCache, WriteHistory } from './write-history.ts'
import type { WriteAnswer, WriteRequest } from './write-request.ts'

/** What became of a batch. */
export interface CommittedBatch {
  readonly plan: BatchPlan
  readonly answers: readonly WriteAnswer[]
}

interface GuardedBatch extends CommittedBatch {
  readonly guards: readonly Guard[]
}

const recentAppends = 5_000
const recentIds = 65_536

/** Decides about batches of writes and commits them, over one connection that holds the ledger's lock. */
export class BatchCommitter {
  readonly #owner: Ownership
  readonly #streams: StreamCache
  readonly #recent = new IdCache()
  #head: LedgerHead

  constructor(owner: Ownership, streams: StreamCache) {
    this.#owner = owner
    this.#streams = streams
    this.#head = owner.head
  }

  /** Position of the newest event. */
  get position(): number {
    return this.#head.position
  }

  /** Learns the newest ids, so that a repeat of part of an append is known too. */
  async prepare(): Promise<void> {
    for (const append of await loadNewestIds(this.#owner.client, recentAppends, recentIds))
      this.#recent.add(append)
  }

  /** Learns all that must be known of a batch before `commit`; writes nothing. */
  async load(batch: readonly WriteRequest[]): Promise<readonly AppendIds[]> {
    await this.#streams.get(batch.flatMap(request => streamsAround(request.stream)))
    const ranges = batch.flatMap(request => this.#rangeToLoad(request))
    return ranges.length === 0 ? [] : loadByRevision(this.#owner.client, ranges)
  }

  /** Commits a batch. It throws when the end is not known, or when Postgres has refused all of it. */
  async commit(
    batch: readonly WriteRequest[],
    loaded: readonly AppendIds[],
  ): Promise<CommittedBatch> {
    const planned = this.#plan(batch, loaded)
    const outcome = await this.#store(planned)
    if (outcome === 'committed') return this.#settle(planned)
    const ids = batch.flatMap(request => request.events.map(event => event.id))
    const old = await loadByFirstId(this.#owner.client, ids)
    const again = { ...this.#plan(batch, [...loaded, ...old]), guards: [] }
    await this.#store(again)
    return this.#settle(again)
  }

  #plan(batch: readonly WriteRequest[], loaded: readonly AppendIds[]): GuardedBatch {
    const history = new WriteHistory(this.#recent, loaded)
    const state = this.#streams.peek.bind(this.#streams)
    const plan = new BatchPlan({ head: this.#head, nowMs: Date.now(), history, state })
    const guards: Guard[] = []
    const answers = batch.map(request => {
      const guard = this.#guardOf(request, history)
      const answer = plan.write(request)
      if (guard && answer.kind === 'written') guards.push(guard)
      return answer
    })
    return { plan, answers, guards }
  }

  /** These expectations look for ids in all of the stream: Postgres has to say that there is no such append from before. */
  #guardOf({ expected, stream, events }: WriteRequest, history: WriteHistory): Guard | undefined {
    if (expected !== 'any' && expected !== 'stream_exists') return undefined
    const state = this.#streams.peek(stream)
    const first = events[0]
    if (!state || state.last < 0 || !first) return undefined
    if (history.first(state.id, first.id)) return undefined
    return { id: first.id, streamId: state.id }
  }

  async #store({ plan, guards }: GuardedBatch): Promise<'committed' | 'guarded'> {
    if (plan.rows.length === 0) return 'committed'
    const outcome = await commitBatch(this.#owner, plan, guards)
    if (outcome !== 'fenced') return outcome
    this.#owner.abandon()
    throw new Error('Another ledger node has taken the ledger over')
  }

  #settle({ plan, answers }: CommittedBatch): CommittedBatch {
    for (const row of plan.rows) this.#recent.add(idsOf(row))
    this.#head = plan.head
    this.#streams.commit(plan.states)
    return { plan, answers }
  }

  /** The revisions with which a write is compared when its stream has passed the revision that it names. */
  #rangeToLoad({ stream, expected, events }: WriteRequest): readonly RevisionRange[] {
    if (expected === 'any' || expected === 'stream_exists' || events.length === 0) return []
    const state = this.#streams.peek(stream)
    const from = (expected === 'no_stream' ? -1 : Number(expected)) + 1
    if (!state || from > state.last || state.last === tombstoneRevision) return []
    const recent = new WriteHistory(this.#recent)
    const isRecent = events.every(
      (event, i) => recent.first(state.id, event.id)?.revision === from + i,
    )
    return isRecent ? [] : [{ streamId: state.id, from, count: events.length }]
  }
}

/** Without the row's body, which must not be kept as long as its ids are. */
function idsOf({ streamId, revision, position, recordedAtMs, ids }: AppendIds): AppendIds {
  return { streamId, revision, position, recordedAtMs, ids }
}
