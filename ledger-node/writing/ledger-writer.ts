import pg from 'pg'
import type { Logger } from 'pino'
import { BatchCommitter } from './batch-committer.ts'
import type { PlannedAppend } from './batch-plan.ts'
import type { Ownership } from './ownership.ts'
import { weightOf } from '../protocol/event-draft.ts'
import type { StreamCache } from '../storing/stream-cache.ts'
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
  /** Whether there is room on the disk for more. */
  readonly hasRoom: () => boolean
}

const maxBatchWrites = 1_024
const maxBatchBytes = 4 * 1024 * 1024

/**
 * Writes for everybody, one batch at a time: what arrives while a batch is being committed is the next batch. An answer follows
 * the commit.
 */
export class LedgerWriter {
  readonly #options: WriterOptions
  #queue: Waiting[] = []
  #owner: Ownership | undefined
  #committer: BatchCommitter | undefined
  #position = 0
  #running: Promise<void> | undefined
  #isDraining = false

  constructor(options: WriterOptions) {
    this.#options = options
  }

  /** Position of the newest event. */
  get head(): number {
    return this.#committer?.position ?? this.#position
  }

  /** Begins to write over a connection that holds the ledger's lock. */
  async open(owner: Ownership): Promise<void> {
    const committer = new BatchCommitter(owner, this.#options.streams)
    await committer.prepare()
    this.#options.streams.clear()
    this.#owner = owner
    this.#committer = committer
  }

  write(request: WriteRequest): Promise<WriteAnswer> {
    if (!this.#committer || this.#isDraining || !this.#options.hasRoom())
      return Promise.resolve({ kind: 'unavailable' })
    return new Promise(answer => {
      this.#queue.push({ request, answer })
      this.#running ??= this.#run()
    })
  }

  /** Takes no more, and resolves when everything that was taken has been answered. */
  async drain(): Promise<void> {
    this.#isDraining = true
    await this.#running
    this.#close()
  }

  /** Stops writing because the connection is gone. As the end of a commit may be unknown, nothing remembered is relied on. */
  lose(): void {
    this.#owner?.abandon()
    this.#close()
    this.#options.streams.clear()
  }

  #close(): void {
    this.#position = this.head
    this.#owner = undefined
    this.#committer = undefined
    for (const { answer } of this.#queue.splice(0)) answer({ kind: 'unavailable' })
  }

  async #run(): Promise<void> {
    // Everything that has already arrived belongs to the first batch.
    await new Promise(setImmediate)
    while (this.#committer && this.#queue.length > 0) {
      const batch = this.#takeBatch()
      const answers = await this.#write(
        this.#committer,
        batch.map(({ request }) => request),
      )
      batch.forEach(({ answer }, i) => {
        answer(answers[i] ?? { kind: 'unknown' })
      })
    }
    this.#running = undefined
  }

  async #write(
    committer: BatchCommitter,
    batch: readonly WriteRequest[],
  ): Promise<readonly WriteAnswer[]> {
    try {
      const loaded = await committer.load(batch)
      return await this.#commit(committer, batch, loaded)
    } catch (error) {
      this.#options.log.warn({ err: error }, 'The ledger could not read before a commit')
      return batch.map(() => ({ kind: 'unavailable' }))
    }
  }

  async #commit(
    committer: BatchCommitter,
    batch: readonly WriteRequest[],
    loaded: Awaited<ReturnType<BatchCommitter['load']>>,
  ): Promise<readonly WriteAnswer[]> {
    try {
      const { plan, answers } = await committer.commit(batch, loaded)
      if (plan.rows.length > 0) this.#options.onCommit(plan.rows)
      return answers
    } catch (error) {
      this.#options.log.error({ err: error }, 'The ledger could not commit')
      const kind = isRolledBack(error) ? 'unavailable' : 'unknown'
      if (kind === 'unknown' && this.#committer === committer) this.lose()
      return batch.map(() => ({ kind }))
    }
  }

  #takeBatch(): Waiting[] {
    let bytes = 0
    let count = 0
    for (const { request } of this.#queue) {
      for (const event of request.events) bytes += weightOf(event)
      if (count > 0 && (count >= maxBatchWrites || bytes > maxBatchBytes)) break
      count++
    }
    return this.#queue.splice(0, count)
  }
}

/** Postgres says that nothing was written and the connection is as it was, as when the disk is full. */
function isRolledBack(error: unknown): boolean {
  return (
    error instanceof pg.DatabaseError &&
    error.severity === 'ERROR' &&
    !/^(08|23|57)/.test(error.code ?? '')
  )
}
