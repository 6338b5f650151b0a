import { tombstoneRevision } from '../wire/numbers.ts'

/** What a writer expects of a stream; a bigint is the exact revision of its last event. */
export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint

/** What the decision about a write needs to know of its stream. */
export interface StreamView {
  /** Revision of the last event: -1 when there is none, `Infinity` when the stream is tombstoned. */
  readonly last: number
  readonly isSoftDeleted: boolean
  readonly hasMetadata: boolean
}

/** Where an event of the stream stands. */
export interface Written {
  readonly revision: number
  readonly position: number
  readonly recordedAtMs: number
}

/** The events that a stream already holds, by id and by revision. */
export interface StreamHistory {
  /** Where this id was first written. */
  first(id: string): Written | undefined
  /** Where this id was written at this revision. */
  at(revision: number, id: string): Written | undefined
}

/** What is to become of a write. `undelete`: it brings a soft-deleted stream back. */
export type Decision =
  | { readonly kind: 'append'; readonly undelete: boolean }
  | { readonly kind: 'repeat'; readonly written: Written }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'deleted' }

/** Decides about a write of events with these ids as EventStoreDB does. */
export function decide(
  view: StreamView,
  expected: Expected,
  ids: readonly string[],
  history: StreamHistory,
): Decision {
  if (view.last === tombstoneRevision) return { kind: 'deleted' }
  if (expected === 'stream_exists') {
    if (view.isSoftDeleted) return { kind: 'deleted' }
    if (view.last < 0 && !view.hasMetadata) return { kind: 'conflict' }
  }
  if (expected === 'any' || expected === 'stream_exists') return decideAny(view, ids, history)
  return decideExact(view, expected === 'no_stream' ? -1 : Number(expected), ids, history)
}

function decideAny(view: StreamView, ids: readonly string[], history: StreamHistory): Decision {
  let last: Written | undefined
  for (const id of ids) {
    const written = history.first(id)
    if (written === undefined) {
      if (last === undefined) break
      return { kind: 'conflict' }
    }
    last = written
  }
  if (last !== undefined) return { kind: 'repeat', written: last }
  return { kind: 'append', undelete: view.isSoftDeleted }
}

function decideExact(
  view: StreamView,
  expected: number,
  ids: readonly string[],
  history: StreamHistory,
): Decision {
  if (expected > view.last) return { kind: 'conflict' }
  if (expected === view.last) return { kind: 'append', undelete: view.isSoftDeleted }
  let last: Written | undefined
  for (const id of ids) {
    const written = history.at((last?.revision ?? expected) + 1, id)
    if (written === undefined) {
      const recreates = last === undefined && expected === -1 && view.isSoftDeleted
      return recreates ? { kind: 'append', undelete: true } : { kind: 'conflict' }
    }
    last = written
  }
  return last === undefined ? { kind: 'conflict' } : { kind: 'repeat', written: last }
}
