import { DecklogError, type ErrorCode } from '../../core/errors.ts'
import type { Appended, Ledger, NewEvent } from '../../core/ledger/ledger.ts'

/** How the next append ends: stored and answered, an error with nothing stored, or stored with the answer lost. */
export type AppendStep = 'ok' | ErrorCode | 'stored_but_unknown' | 'silent'

/** One append as the ledger saw it. */
export interface SeenAppend {
  readonly stream: string
  readonly ids: readonly string[]
}

/** A ledger at the port that fails as a test says, and keeps events by id as EventStoreDB does for `any`. */
export interface ScriptedLedger extends Ledger {
  readonly seen: readonly SeenAppend[]
  readonly limited: readonly string[]
  /** Ids of a stream's events in their order. */
  stored(stream: string): readonly string[]
  /** All events of a type, in the order they were stored. */
  ofType(type: string): readonly NewEvent[]
  /** What every append is answered until `up` is called. */
  down(code: ErrorCode): void
  up(): void
  /** The steps of the next appends; `ok` after the last. */
  script(...steps: readonly AppendStep[]): void
  /** Holds every append back until `release` is called. */
  hold(): () => void
}

/** Creates an empty one. */
export function createScriptedLedger(): ScriptedLedger {
  const streams = new Map<string, string[]>()
  const kept: NewEvent[] = []
  let outage: ErrorCode | undefined
  const seen: SeenAppend[] = []
  const limited: string[] = []
  let steps: AppendStep[] = []
  let gate: Promise<void> = Promise.resolve()

  const store = (stream: string, events: readonly NewEvent[]): Appended => {
    const ids = streams.get(stream) ?? []
    streams.set(stream, ids)
    const known = events.filter(event => ids.includes(event.id)).length
    if (known > 0 && known < events.length) {
      throw new DecklogError('DECKLOG_REVISION_CONFLICT', 'a repeat mixed with new events')
    }
    if (known === 0) ids.push(...events.map(event => event.id))
    if (known === 0) kept.push(...events)
    const revision = BigInt(ids.indexOf(events.at(-1)?.id ?? ''))
    return { revision, position: revision * 10n }
  }

  return {
    seen,
    limited,
    ofType: type => kept.filter(event => event.type === type),
    down: code => {
      outage = code
    },
    up: () => {
      outage = undefined
    },
    stored: stream => streams.get(stream) ?? [],
    script: (...next) => {
      steps = [...next]
    },
    hold: () => {
      let release = (): void => {}
      gate = new Promise(resolve => {
        release = resolve
      })
      return release
    },
    async append(stream, events) {
      seen.push({ stream, ids: events.map(event => event.id) })
      const step = outage ?? steps.shift() ?? 'ok'
      await gate
      if (step === 'silent') return new Promise(() => {})
      if (step === 'ok') return store(stream, events)
      if (step !== 'stored_but_unknown') throw new DecklogError(step, 'as scripted')
      store(stream, events)
      throw new DecklogError('DECKLOG_OUTCOME_UNKNOWN', 'as scripted')
    },
    async limit(stream) {
      limited.push(stream)
    },
    head: () => Promise.resolve(0n),
    close: () => Promise.resolve(),
    async *read(stream, { direction = 'forwards' } = {}) {
      const ids = streams.get(stream) ?? []
      const events = ids.flatMap((id, index) =>
        kept
          .filter(event => event.id === id)
          .map(event => ({ ...event, stream, ...placeOf(index) })),
      )
      yield* direction === 'forwards' ? events : events.toReversed()
    },
    readAll: () => empty(),
    readAllInBatches: () => empty(),
    subscribe: () => empty(),
  }
}

function placeOf(index: number) {
  return { revision: BigInt(index), position: BigInt(index) * 10n, recordedAt: new Date(0) }
}

async function* empty(): AsyncGenerator<never> {}
