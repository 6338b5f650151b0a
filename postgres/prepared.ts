import { createHash } from 'node:crypto'
import type { QueryConfig } from 'pg'

const names = new Map<string, string>()

/** A statement that each connection plans once. For texts of which there are few: one a table. */
export function prepared(text: string, values: unknown[]): QueryConfig {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 40)
  names.set(text, name)
  return { name, text, values }
}

const mostPrepared = 128
const mostSeen = 512
const often = 3
const longest = 8_192

/** Prepares the statements that come again and again, so many at most: what each connection keeps of one is not to grow with what is asked. */
export class OftenPrepared {
  #seen = new Map<string, number>()
  readonly #often = new Set<string>()

  /** A statement, prepared when its text has come often. */
  of(text: string, values: unknown[]): QueryConfig {
    return this.#isOften(text) ? prepared(text, values) : { text, values }
  }

  #isOften(text: string): boolean {
    if (this.#often.has(text)) return true
    if (this.#often.size >= mostPrepared || text.length > longest) return false
    const times = (this.#seen.get(text) ?? 0) + 1
    if (this.#seen.size >= mostSeen) this.#seen = new Map()
    this.#seen.set(text, times)
    if (times < often) return false
    this.#seen.delete(text)
    this.#often.add(text)
    return true
  }
}
