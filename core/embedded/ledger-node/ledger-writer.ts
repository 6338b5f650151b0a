import type { Logger } from 'pino'
import { BatchPlan, streamsAround, type LedgerHead, type PlannedAppend } from './batch-plan.ts'
import { commitBatch, type CommitOutcome, type Guard } from './commit-batch.ts'
import { IdCache } from './id-cache.ts'
import { loadByFirstId, loadByRevision, loadNewestIds, type RevisionRange } from './id-store.ts'
import type { Ownership } from './ownership.ts'
import { tombstoneRevision } from './numbers.ts'
import type { StreamCache } from './stream-cache.ts'
import { WriteHistory } from './write-history.ts'
import type { WriteAnswer, WriteRequest } from './write-request.ts'

interface Waiting {
  readonly request: WriteRequest
  readonly answer: (answer: WriteAnswer) => void
}

interface WriterOptions {
  readonly streams: StreamCache
  readonly log: Logger
  /** Told of every commit, in order, before its writers are answered. */
  readonly onCommit: (rows: readonly PlannedAppend[]) => void
}

const maxBatchWrites = 1_024
const maxBatchBytes = 4 * 1024 * 1024
const recentAppends = 5_000

/**
 * Writes for everybody, one batch at a time: what arrives while a batch is being committed is the next batch. An answer follows
 * the commit.
 */
export class LedgerWriter {
  readonly #options: WriterOptions
  readonly #recent = new IdCache()
  #queue: Waiting[] = []
  #owner: Ownership | undefined
  #head: LedgerHead = { position: 0, streamId: 0 }
  #isRunning = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  get head(): number {
    return this.#head.position
  }

  get isOpen(): boolean {
    return this.#owner !== undefined
  }

  /** Begins to write over a connection that holds the ledger's lock. */
  async open(owner: Ownership): Promise<void> {
    this.#options.streams.clear()
    for (const append of await loadNewestIds(owner.client, recentAppends)) this.#remember(append)
    this.#head = owner.head
    this.#owner = owner
  }

  write(request: WriteRequest): Promise<WriteAnswer> {
    if (!this.#owner) return Promise.resolve({ kind: 'unavailable' })
    return new Promise(answer => {
      this.#queue.push({ request, answer })
      if (!this.#isRunning) void this.#run()
    })
  }

  /** Takes no more and resolves when everything taken has been answered. */
  async drain(): Promise<void> {
    while (this.#isRunning) await new Promise(setImmediate)
    this.#owner = undefined
  }

  /** Stops writing, because the connection is gone. After a commit whose end is not known nothing in memory can be relied on. */
  lose(): void {
    this.#owner?.abandon()
    this.#owner = undefined
    this.#recent.clear()
    this.#options.streams.clear()
    this.#answerAll(this.#queue.splice(0), 'unavailable')
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    // Everything that has already arrived belongs to the first batch.
    await new Promise(setImmediate)
    while (this.#owner && this.#queue.length > 0) await this.#commitNext(this.#owner)
    this.#isRunning = false
  }

  async #commitNext(owner: Ownership): Promise<void> {
    const batch = this.#takeBatch()
    try {
      const { plan, answers } = await this.#commit(owner, batch)
      for (const row of plan.rows) this.#remember(row)
      this.#head = plan.head
      this.#options.streams.commit(plan.states)
      if (plan.rows.length > 0) this.#options.onCommit(plan.rows)
      batch.forEach(({ answer }, i) => {
        answer(answers[i] ?? { kind: 'unknown' })
      })
    } catch (error) {
      this.#options.log.error({ err: error }, 'The ledger could not commit')
      if (this.#owner === owner) this.lose()
      this.#answerAll(batch, 'unknown')
    }
  }

  async #commit(
    owner: Ownership,
    batch: readonly Waiting[],
  ): Promise<{ plan: BatchPlan; answers: WriteAnswer[] }> {
    await this.#options.streams.get(batch.flatMap(({ request }) => streamsAround(request.stream)))
    const ranges = this.#rangesToLoad(batch)
    const loaded = ranges.length > 0 ? await loadByRevision(owner.client, ranges) : []
    const history = (): WriteHistory => {
      const known = new WriteHistory(this.#recent)
      for (const append of loaded) known.add(append)
      return known
    }
    const first = this.#plan(batch, history())
    const outcome = await this.#store(owner, first.plan, first.guards)
    if (outcome === 'committed') return first
    if (outcome === 'fenced') throw new Error('Another ledger node has taken over')
    const verified = history()
    const ids = batch.flatMap(({ request }) => request.events.map(event => event.id))
    for (const append of await loadByFirstId(owner.client, ids)) verified.add(append)
    const second = this.#plan(batch, verified)
    if ((await this.#store(owner, second.plan, [])) !== 'committed')
      throw new Error('Another ledger node has taken over')
    return second
  }

  #plan(
    batch: readonly Waiting[],
    history: WriteHistory,
  ): { plan: BatchPlan; answers: WriteAnswer[]; guards: Guard[] } {
    const { streams } = this.#options
    const plan = new BatchPlan({
      head: this.#head,
      nowMs: Date.now(),
      history,
      state: name => streams.peek(name),
    })
    const guards: Guard[] = []
    const answers = batch.map(({ request }) => {
      const id = request.events[0]?.id
      const isNew = id !== undefined && this.#mayBeOld(request) && !this.#isKnown(history, request)
      const answer = plan.write(request)
      if (isNew && answer.kind === 'written')
        guards.push({ id, streamId: streams.peek(request.stream)?.id ?? 0 })
      return answer
    })
    return { plan, answers, guards }
  }

  /** Expectations that look for ids in the whole stream, if it has events. */
  #mayBeOld({ expected, stream }: WriteRequest): boolean {
    if (expected !== 'any' && expected !== 'stream_exists') return false
    return (this.#options.streams.peek(stream)?.last ?? -1) >= 0
  }

  #isKnown(history: WriteHistory, { stream, events }: WriteRequest): boolean {
    const streamId = this.#options.streams.peek(stream)?.id ?? 0
    return history.first(streamId, events[0]?.id ?? '') !== undefined
  }

  async #store(
    owner: Ownership,
    plan: BatchPlan,
    guards: readonly Guard[],
  ): Promise<CommitOutcome> {
    if (plan.rows.length === 0) return 'committed'
    return commitBatch(owner.client, owner.epoch, plan, guards)
  }

  /** The revisions that a write at a revision which its stream has passed is compared with. */
  #rangesToLoad(batch: readonly Waiting[]): RevisionRange[] {
    return batch.flatMap(({ request: { stream, expected, events } }) => {
      if (expected === 'any' || expected === 'stream_exists' || events.length === 0) return []
      const state = this.#options.streams.peek(stream)
      const from = (expected === 'no_stream' ? -1 : Number(expected)) + 1
      if (!state || from > state.last || state.last === tombstoneRevision) return []
      const isRecent = events.every(
        (event, i) => this.#recent.first(state.id, event.id)?.revision === from + i,
      )
      return isRecent ? [] : [{ streamId: state.id, from, count: events.length }]
    })
  }

  #remember(append: {
    readonly streamId: number
    readonly revision: number
    readonly position: number
    readonly recordedAtMs: number
    readonly ids: readonly string[]
  }): void {
    const { ids, streamId, recordedAtMs } = append
    ids.forEach((id, i) => {
      const back = ids.length - 1 - i
      const place = { revision: append.revision - back, position: append.position - back }
      this.#recent.add(streamId, id, { ...place, recordedAtMs })
    })
  }

  #takeBatch(): Waiting[] {
    let bytes = 0
    let count = 0
    for (const { request } of this.#queue) {
      bytes += request.events.reduce((sum, event) => sum + event.data.length, 0)
      if (count > 0 && (count >= maxBatchWrites || bytes > maxBatchBytes)) break
      count++
    }
    return this.#queue.splice(0, count)
  }

  #answerAll(waiting: readonly Waiting[], kind: 'unavailable' | 'unknown'): void {
    for (const { answer } of waiting) answer({ kind })
  }
}
