const keysAtHand = 200_000
/** What a row takes in memory, beside so many times what it takes on its way to Postgres. */
const perRow = { bytes: 250, times: 3 }

interface RowsAtHandOptions {
  /** What is known of the table. */
  readonly table: 'empty' | 'unknown'
  /** Memory that the rows may take, about. */
  readonly maxBytes: number
}

type ReadRows = (keys: readonly string[]) => Promise<ReadonlyMap<string, object>>

/** The rows of a table that nobody else writes, as many as may be kept in memory: once read they need no reading again. */
export class RowsAtHand {
  #rows = new Map<string, object | undefined>()
  /** Keys that may have a row beside these; unknown where the table did not begin empty, or where they are too many. */
  #others: Set<string> | undefined
  #measured = { rows: 0, bytes: 0 }
  readonly #maxBytes: number

  constructor({ table, maxBytes }: RowsAtHandOptions) {
    this.#others = table === 'empty' ? new Set() : undefined
    this.#maxBytes = maxBytes
  }

  get rows(): ReadonlyMap<string, object | undefined> {
    return this.#rows
  }

  /** Those of the keys whose rows have to be read first. */
  missing(keys: Iterable<string>): readonly string[] {
    const missing: string[] = []
    for (const key of keys)
      if (!this.#rows.has(key) && (!this.#others || this.#others.has(key))) missing.push(key)
    return missing
  }

  /** Reads the rows of the keys that are missing. */
  async load(keys: Iterable<string>, read: ReadRows): Promise<void> {
    const missing = this.missing(keys)
    if (missing.length === 0) return
    const rows = await read(missing)
    for (const key of missing) this.set(key, rows.get(key))
  }

  set(key: string, row: object | undefined): void {
    this.#rows.set(key, row)
  }

  /** Forgets all rows, because others may have written them. */
  clear(): void {
    this.#rows.clear()
    this.#others = undefined
  }

  /** Notes how many bytes rows were when they were written, from which it is told how large those at hand are. */
  measured({ rows, bytes }: { readonly rows: number; readonly bytes: number }): void {
    this.#measured = { rows: this.#measured.rows + rows, bytes: this.#measured.bytes + bytes }
  }

  /** Forgets rows when they are too much. All but `needed` must have been written. */
  trim(needed?: ReadonlyMap<string, unknown>): void {
    const { rows, bytes } = this.#measured
    const rowBytes = rows === 0 ? 0 : perRow.bytes + (perRow.times * bytes) / rows
    if (this.#rows.size * rowBytes <= this.#maxBytes) return
    const kept = new Map<string, object | undefined>()
    for (const [key, row] of this.#rows)
      if (needed?.has(key)) kept.set(key, row)
      else this.#others?.add(key)
    this.#rows = kept
    if (this.#others && this.#others.size > keysAtHand) this.#others = undefined
  }
}
