import type { Logger } from 'pino'
import { v7 } from 'uuid'
import type { Clock } from '../clock.ts'
import { DecklogError, isDecklogError, messageOf } from '../errors.ts'
import type { Decider, DomainEvent } from '../event.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import { newEventId } from '../events/event-id.ts'
import { answerFromEvents, findEarlier } from './earlier-command.ts'
import type { FoldSnapshots } from './fold-snapshots.ts'
import { foldStream, type FoldedStream } from './fold-stream.ts'
import type { Ledger, NewEvent } from '../ledger/ledger.ts'
import type { StreamLimiter } from '../ledger/stream-limiter.ts'
import type { Executed, ExecuteRequest } from '../host.ts'

const attempts = 6
const budgetMs = 2_500

/** Runs commands against deciders. */
export interface CommandHandler {
  /** Decides for `source`, the plugin or part of core whose events the decider makes. */
  execute<State, Command, E extends DomainEvent>(
    source: string,
    decider: Decider<State, Command, E>,
    request: ExecuteRequest<Command>,
  ): Promise<Executed<E>>
}

interface CommandHandlerParts {
  readonly ledger: Ledger
  readonly catalog: EventCatalog
  readonly limiter: StreamLimiter
  /** Without them every stream is read whole. */
  readonly snapshots?: FoldSnapshots
  readonly clock: Clock
  readonly log: Logger
  /** Name of this machine, stamped as `host`. */
  readonly machine: string
}

/** Creates the command handler: fold the stream, decide, append at the revision read, and decide anew when somebody was faster. */
export function createCommandHandler(parts: CommandHandlerParts): CommandHandler {
  const running = new Set<string>()
  return {
    async execute(source, decider, request) {
      const { idempotencyKey, stream } = request
      if (idempotencyKey === undefined) return new Execution(parts, source, decider, request).run()
      const key = `${idempotencyKey} ${stream}`
      if (running.has(key)) {
        throw new DecklogError('DECKLOG_IDEMPOTENCY_BUSY', 'the first request is still running', {
          retryAfterSeconds: 1,
        })
      }
      running.add(key)
      try {
        return await new Execution(parts, source, decider, request).run()
      } finally {
        running.delete(key)
      }
    },
  }
}

class Execution<State, Command, E extends DomainEvent> {
  readonly #parts: CommandHandlerParts
  readonly #source: string
  readonly #decider: Decider<State, Command, E>
  readonly #request: ExecuteRequest<Command>

  constructor(
    parts: CommandHandlerParts,
    source: string,
    decider: Decider<State, Command, E>,
    request: ExecuteRequest<Command>,
  ) {
    this.#parts = parts
    this.#source = source
    this.#decider = decider
    this.#request = request
  }

  async run(): Promise<Executed<E>> {
    const { clock, log } = this.#parts
    const startMs = clock.monotonicMs()
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt()
      } catch (error) {
        const spent = clock.monotonicMs() - startMs >= budgetMs
        const conflict = isDecklogError(error, 'DECKLOG_REVISION_CONFLICT')
        if (!conflict || attempt >= attempts || spent) throw error
        log.debug({ stream: this.#request.stream, attempt }, 'decides anew after a conflict')
        await clock.delay(Math.random() * 10 * attempt)
      }
    }
  }

  async #attempt(): Promise<Executed<E>> {
    const { stream, command, ifRevision } = this.#request
    const folded = await foldStream(this.#parts, this.#decider, {
      ...{ source: this.#source, stream, idempotencyKey: this.#request.idempotencyKey },
    })
    const earlier = findEarlier(folded.keyed, this.#request, this.#parts.clock.now())
    if (earlier) return answerFromEvents(earlier)
    if (ifRevision !== undefined && ifRevision !== folded.revision) throw moved(folded.revision)
    const events = this.#decider.decide(command, folded.state)
    if (events.length === 0) return nothingNew(folded)
    return this.#append(events, folded.revision)
  }

  async #append(events: readonly E[], revision: bigint): Promise<Executed<E>> {
    const { ledger, limiter, clock } = this.#parts
    const { stream } = this.#request
    const receivedAt = clock.now()
    const encoded = this.#encode(events, receivedAt)
    await limiter.ensure(stream)
    const expected = revision < 0n ? 'no_stream' : revision
    const appended = await appendSurely(ledger, stream, { events: encoded, expected }, clock)
    const first = revision + 1n
    const positions = await this.#positions(first, encoded, appended.position)
    const recorded = events.map((event, index) => ({
      ...event,
      ...{ id: encoded[index]?.id ?? '', metadata: encoded[index]?.metadata ?? {}, stream },
      ...{ revision: first + BigInt(index), position: positions[index] ?? appended.position },
      ...{ receivedAt, recordedAt: clock.now() },
    }))
    return { events: recorded, ...appended }
  }

  // The ledger answers the position of the last event alone; where the others are, only it can say.
  async #positions(
    first: bigint,
    { length }: readonly NewEvent[],
    last: bigint,
  ): Promise<readonly bigint[]> {
    if (length === 1) return [last]
    const { ledger, log } = this.#parts
    const { stream } = this.#request
    const positions: bigint[] = []
    try {
      for await (const { position } of ledger.read(stream, { from: first, limit: length }))
        positions.push(position)
    } catch (error) {
      // They are stored: what is wrong with reading them must not look like a failure.
      log.warn({ stream, reason: messageOf(error) }, 'positions of a decision are not known')
    }
    return positions
  }

  #encode(events: readonly E[], receivedAt: Date): readonly NewEvent[] {
    const { stream, actor, idempotencyKey, requestHash, causationId } = this.#request
    const stamp = {
      host: this.#parts.machine,
      actor: actor ?? { kind: 'system', id: this.#source },
      receivedAt,
      correlationId: this.#request.correlationId ?? v7(),
      ...{ idempotencyKey, requestHash, causationId },
    } as const
    return events.map(event =>
      this.#parts.catalog.encode(this.#source, { stream, event }, { ...stamp, id: newEventId() }),
    )
  }
}

// The same events at the same revision: stored once, however often they arrive.
async function appendSurely(
  ledger: Ledger,
  stream: string,
  append: { readonly events: readonly NewEvent[]; readonly expected: 'no_stream' | bigint },
  clock: Clock,
): ReturnType<Ledger['append']> {
  const { events, expected } = append
  const startMs = clock.monotonicMs()
  for (let pauseMs = 20; ; pauseMs *= 2) {
    try {
      return await ledger.append(stream, events, { expected })
    } catch (error) {
      const spent = clock.monotonicMs() - startMs + pauseMs >= budgetMs
      if (!isDecklogError(error, 'DECKLOG_OUTCOME_UNKNOWN') || spent) throw error
      await clock.delay(pauseMs)
    }
  }
}

function nothingNew<State, E extends DomainEvent>(folded: FoldedStream<State, E>): Executed<E> {
  return { events: [], position: folded.position, revision: folded.revision }
}

function moved(revision: bigint): DecklogError {
  return new DecklogError('DECKLOG_PRECONDITION_FAILED', `the current revision is ${revision}`)
}
