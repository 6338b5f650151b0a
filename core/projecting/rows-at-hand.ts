const bytesAtHand = 16 * 1024 * 1024
const keysAtHand = 200_000

/** The rows of a table that nobody else writes, as many as may be kept in memory: once read they need no reading again. */
export class RowsAtHand {
  #rows = new Map<string, object | undefined>()
  /** Rows that the table has beside these; unknown where it did not begin empty, or where they are too many. */
  #others: Set<string> | undefined
  #rowBytes = 0

  constructor(table: 'empty' | 'unknown') {
    this.#others = table === 'empty' ? new Set() : undefined
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

  set(key: string, row: object | undefined): void {
    this.#rows.set(key, row)
  }

  /** Notes how large rows are, from how many bytes so many of them were when they were written. */
  measured({ rows, bytes }: { readonly rows: number; readonly bytes: number }): void {
    if (rows > 0) this.#rowBytes = bytes / rows
  }

  /** Forgets rows that are too much; those of `needed` are kept. */
  trim(needed: ReadonlyMap<string, unknown>): void {
    if (this.#rows.size * this.#rowBytes <= bytesAtHand) return
    const kept = new Map<string, object | undefined>()
    for (const [key, row] of this.#rows)
      if (needed.has(key)) kept.set(key, row)
      else this.#others?.add(key)
    this.#rows = kept
    if (this.#others && this.#others.size > keysAtHand) this.#others = undefined
  }
}
