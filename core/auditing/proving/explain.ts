import type { Database } from '../../../postgres/database.ts'
import type { EventCatalog } from '../../events/event-catalog.ts'
import type { Ledger, StoredEvent } from '../../ledger/ledger.ts'
import { planBatch } from '../../projecting/plan-batch.ts'
import type { Projection } from '../../projection.ts'
import { changedFields, entryOf } from '../sealing/log-entry.ts'
import { originOf } from '../sealing/seal-keys.ts'
import { logNames, logOf, type SealScope } from '../sealing/seal-scope.ts'
import { createSealedLog, hashesOf } from '../sealing/sealed-log.ts'
import { type Checkpoint, parseCheckpoint } from '../transparency/checkpoint.ts'
import { inclusionProof } from '../transparency/merkle.ts'
import { formatTlogProof } from '../transparency/tlog-proof.ts'
import { findSealed, type SealedEntry } from './find-sealed.ts'

/** That an event is in a log: what a C2SP tlog-proof verifies, and the entry that it is of. */
export interface EventProof {
  readonly origin: string
  readonly index: number
  readonly size: number
  readonly entry: string
  readonly tlogProof: string
}

/**
 * How an event stands that something rests on. `altered`: it is not what was sealed. `gone`: the log has it and the ledger has not.
 * `not sealed`: of a stream that keeps only its newest events. `unknown`: neither has it.
 */
export interface ExplainedEvent {
  readonly id: string
  readonly event: StoredEvent | undefined
  readonly verdict: 'proven' | 'altered' | 'gone' | 'not covered yet' | 'not sealed' | 'unknown'
  readonly fields: readonly string[]
  readonly proof: EventProof | undefined
}

/** The events that touched a row, in the order in which they were folded: the newest of them, and how many there are. */
export async function eventsOfRow(
  { ledger, catalog }: { readonly ledger: Pick<Ledger, 'subscribe'>; readonly catalog: Decoder },
  { projection, key }: { readonly projection: Projection; readonly key: string },
  { limit, tell }: { readonly limit: number; readonly tell: (position: bigint) => void },
): Promise<{ readonly count: number; readonly newest: readonly StoredEvent[] }> {
  let [count, newest]: [number, StoredEvent[]] = [0, []]
  const { signal } = new AbortController()
  const types = Object.keys(projection.on)
  // The server leaves out what such a row is never made of.
  for await (const { events, live } of ledger.subscribe({ types, after: 'start', signal })) {
    const touching = events.filter(one => planBatch(projection, catalog, [one]).byKey.has(key))
    count += touching.length
    newest.push(...touching)
    // Cut seldom, so that each costs its share alone.
    if (newest.length >= 2 * limit) newest = newest.slice(-limit)
    const last = events.at(-1)
    if (last) tell(last.position)
    if (live) break
  }
  return { count, newest: newest.slice(-limit) }
}

type Decoder = Pick<EventCatalog, 'decode'>

/** The ids of the events that a recorded answer names, each once. */
export function citedIds(data: unknown): readonly string[] {
  const found = new Set<string>()
  JSON.stringify(data, (key, value: unknown) => {
    if (key === 'eventIds' && Array.isArray(value)) for (const id of value) found.add(String(id))
    return value
  })
  return [...found]
}

/** Where events are sealed. */
export interface ProofPlace {
  readonly ledger: Pick<Ledger, 'read' | 'readAll'>
  readonly database: Database
  readonly base: string
  /** What is sealed as from now; undefined before that was ever recorded. */
  readonly scope: SealScope | undefined
}

/** Proves events, each as far as it can be. */
export async function explainEvents(
  place: ProofPlace,
  events: readonly StoredEvent[],
): Promise<readonly ExplainedEvent[]> {
  const sealed = await findSealed(place.database, originsOf(place.base), events)
  return explainAll(place, sealed, events.map(known))
}

/** Proves events that are known by their ids alone. */
export async function explainIds(
  place: ProofPlace,
  ids: readonly string[],
  tell: (position: bigint) => void,
): Promise<readonly ExplainedEvent[]> {
  const sought = ids.map(id => ({ id }))
  const sealed = await findSealed(place.database, originsOf(place.base), sought)
  const found = await findEvents(place, ids, { sealed, tell })
  return explainAll(
    place,
    sealed,
    ids.map(id => ({ id, event: found.get(id) })),
  )
}

type Sealed = ReadonlyMap<string, SealedEntry>

type Known = Pick<ExplainedEvent, 'id' | 'event'>

function known(event: StoredEvent): Known {
  return { id: event.id, event }
}

async function findEvents(
  { ledger }: ProofPlace,
  ids: readonly string[],
  { sealed, tell }: { readonly sealed: Sealed; readonly tell: (position: bigint) => void },
): Promise<ReadonlyMap<string, StoredEvent>> {
  const found = new Map<string, StoredEvent>()
  for (const { entry } of sealed.values())
    for await (const event of ledger.read(entry.stream, { from: entry.revision, limit: 1 }))
      if (event.id === entry.id) found.set(entry.id, event)
  const wanted = new Set(ids.filter(id => !found.has(id)))
  // What is not sealed yet, or has another revision in a copy, is somewhere.
  if (wanted.size > 0)
    for await (const event of ledger.readAll()) {
      tell(event.position)
      if (wanted.delete(event.id)) found.set(event.id, event)
      if (wanted.size === 0) break
    }
  return found
}

async function explainAll(
  place: ProofPlace,
  sealed: Sealed,
  events: readonly Known[],
): Promise<readonly ExplainedEvent[]> {
  const checkpoints = await newestCheckpoints(place)
  const explained: ExplainedEvent[] = []
  for (const one of events)
    explained.push(await explain(place, one, { sealed: sealed.get(one.id), checkpoints }))
  return explained
}

async function explain(
  { database, scope }: ProofPlace,
  { id, event }: Known,
  {
    sealed,
    checkpoints,
  }: {
    readonly sealed: SealedEntry | undefined
    readonly checkpoints: readonly Checkpoint[]
  },
): Promise<ExplainedEvent> {
  const checkpoint = checkpoints.find(one => one.origin === sealed?.origin)
  if (!sealed || !checkpoint || sealed.index >= checkpoint.size) {
    const isSealed = !event || !scope || logOf(scope, event.stream) !== undefined
    const verdict = event ? (isSealed ? 'not covered yet' : 'not sealed') : 'unknown'
    return { id, event, verdict, fields: [], proof: undefined }
  }
  const { origin, index, entry, bytes } = sealed
  const hashes = hashesOf(createSealedLog(database, origin), checkpoint.size)
  const proof = await inclusionProof({ index, size: checkpoint.size }, hashes)
  const fields = event ? changedFields(entryOf(event), entry) : []
  return {
    ...{ id, event, fields },
    verdict: event ? (fields.length > 0 ? 'altered' : 'proven') : 'gone',
    proof: {
      ...{ origin, index, size: checkpoint.size, entry: bytes.toString('utf8') },
      tlogProof: formatTlogProof({ index, proof, checkpoint }),
    },
  }
}

async function newestCheckpoints({ database, base }: ProofPlace): Promise<readonly Checkpoint[]> {
  const notes = await Promise.all(
    originsOf(base).map(origin => createSealedLog(database, origin).checkpoint()),
  )
  return notes.flatMap(note => (note === undefined ? [] : [parseCheckpoint(note)]))
}

function originsOf(base: string): readonly string[] {
  return logNames.map(name => originOf(base, name))
}
