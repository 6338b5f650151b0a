import type { AppendRow } from './append-row.ts'

const maxRows = 1_000
const maxBytes = 1024 * 1024

/** What has been committed since its reader last took from it; overflows rather than grow when the reader is slow. */
export class LiveFeed {
  #rows: AppendRow[] = []
  #bytes = 0
  #overflowed = false
  #wake: (() => void) | undefined

  push(row: AppendRow): void {
    if (this.#overflowed) return
    this.#rows.push(row)
    this.#bytes += row.body.length
    if (this.#rows.length > 1 && (this.#rows.length > maxRows || this.#bytes > maxBytes))
      this.overflow()
    this.#wake?.()
  }

  /** Drops what waits: the reader has to go on from the disk. */
  overflow(): void {
    this.#rows = []
    this.#overflowed = true
    this.#wake?.()
  }

  /** The rows that wait, or `overflowed`; both are forgotten by asking. */
  take(): readonly AppendRow[] | 'overflowed' {
    const rows = this.#overflowed ? 'overflowed' : this.#rows
    this.#rows = []
    this.#bytes = 0
    this.#overflowed = false
    return rows
  }

  /** Resolves when there is something to take, or when `stop` is called. */
  async waiting(): Promise<void> {
    if (this.#rows.length > 0 || this.#overflowed) return
    await new Promise<void>(resolve => {
      this.#wake = resolve
    })
    this.#wake = undefined
  }

  stop(): void {
    this.#wake?.()
  }
}
