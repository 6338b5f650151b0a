import { useEffect, useMemo } from 'preact/hooks'
import { asOf } from '../api/as-of.ts'
import { changes } from '../api/changes.ts'
import { Reading, type Loaded } from '../api/reading.ts'
import { readRows, type Rows, type RowsOptions } from '../api/rows.ts'

const later = (work: () => void, ms: number): (() => void) => {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}
const parts = { live: changes, now: () => Date.now(), later }

/** Something that was read, and how to read it again. */
export interface Shown<T> extends Loaded<T> {
  again(): void
  /** Puts something in the place of what was read: a further page. */
  put(change: (value: T) => T): void
}

interface UseReading<T> {
  /** What it is, with all that decides what is read: another one is read anew. */
  readonly of: string
  readonly topics: readonly string[]
  /** Which hints are of it; by default every one of its topics. */
  only?(topic: string, key: string | null): boolean
  /** Reads it; `before` is what was read last. */
  read(signal: AbortSignal, before: T | undefined): Promise<T>
  readonly everyMs?: number
}

/** Reads something, and again whenever a topic changes. It is another one at another moment. */
export function useReading<T>({ of, topics, read, only, everyMs }: UseReading<T>): Shown<T> {
  const reading = useMemo(
    () =>
      new Reading<T>({
        ...parts,
        topics,
        ...(everyMs === undefined ? {} : { everyMs }),
        ...(only ? { only } : {}),
        read: (_wanted, before, signal) => read(signal, before),
      }),
    [of, asOf.value],
  )
  useEffect(() => () => reading.end(), [reading])
  return {
    ...reading.loaded.value,
    again: () => reading.again(),
    put: change => reading.put(change),
  }
}

/** A list that was read, and how to read on. */
export interface ShownRows<Row> extends Shown<Rows<Row>> {
  /** Reads the next page; undefined when there is none. */
  readonly more: (() => Promise<void>) | undefined
}

interface UseRows<Row> extends RowsOptions<Row> {
  readonly of: string
  /** The topic whose hints name its rows. */
  readonly topic: string
  /** Others that make it old. */
  readonly topics?: readonly string[]
  /** From one reading to the next, in ms, however many changes come. */
  readonly everyMs?: number
}

/** Reads a list, and of it what changed. */
export function useRows<Row>(options: UseRows<Row>): ShownRows<Row> {
  const { of, topic, topics = [], everyMs } = options
  const reading = useMemo(
    () =>
      new Reading<Rows<Row>>({
        ...parts,
        ...(everyMs === undefined ? {} : { everyMs }),
        topics: [topic, ...topics],
        rowsOf: topic,
        read: (wanted, before, signal) => readRows(options, { wanted, before, signal }),
      }),
    [of, asOf.value],
  )
  useEffect(() => () => reading.end(), [reading])
  const loaded = reading.loaded.value
  const next = loaded.value?.next ?? null
  const more = async (after: string): Promise<void> => {
    const page = await options.page({ limit: 50, after }, AbortSignal.timeout(15_000))
    reading.put(({ rows }) => ({ rows: [...rows, ...page.rows], next: page.next }))
  }
  return {
    ...loaded,
    again: () => reading.again(),
    put: change => reading.put(change),
    more: next === null ? undefined : () => more(next),
  }
}
