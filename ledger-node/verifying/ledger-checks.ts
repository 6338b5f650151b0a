import { tombstoneRevision } from '../wire/numbers.ts'
import { describedBy, isMetastream, streamDigest } from '../storing/stream-name.ts'
import { checkAppend, type LedgerFault, type StoredAppend } from './check-append.ts'

/** A stream as it is listed. */
export interface ListedStream {
  readonly id: number
  readonly name: string
  readonly digest: string
  readonly keptFrom: number
}

interface Seen extends ListedStream {
  /** The next revision; undefined before the first row. */
  next?: number
}

/** Checks a ledger row by row, in the order of positions, and then as a whole. Tells every fault to `report`. */
export class LedgerChecks {
  readonly #report: (fault: LedgerFault) => void
  readonly #streams = new Map<number, Seen>()
  #position = 0
  #missing = 0
  #hasDigests = false

  constructor(listed: readonly ListedStream[], report: (fault: LedgerFault) => void) {
    this.#report = report
    for (const stream of listed) this.#list(stream)
  }

  row(row: StoredAppend): void {
    const { position, streamId, events } = row
    const first = position - events + 1
    if (events < 1) this.#at(row, 'bodies', `it says that it holds ${events} events`)
    else if (first <= this.#position)
      this.#at(
        row,
        'positions',
        `its events begin at ${first}, but the last one was at ${this.#position}`,
      )
    else this.#missing += first - this.#position - 1
    this.#position = position
    const stream = this.#streams.get(streamId)
    if (!stream) return this.#at(row, 'streams', `its stream ${streamId} is not listed`)
    this.#checkRevisions(row, stream)
    if (row.digest) this.#hasDigests = true
    else if (this.#hasDigests)
      this.#at(row, 'bodies', 'it has no digest, although one before it has')
    for (const { check, text } of checkAppend(row, stream.name)) this.#at(row, check, text)
  }

  /** Checks what can be said only when all rows have been seen. */
  end(): void {
    const tombstoned = new Set<string>()
    for (const { name, next } of this.#streams.values())
      if (next === tombstoneRevision) tombstoned.add(name)
    let scavenged = 0
    for (const { name, keptFrom, next } of this.#streams.values()) {
      scavenged += keptFrom
      const isEmptied = isMetastream(name) && tombstoned.has(describedBy(name)) && keptFrom > 0
      if (next === undefined && !isEmptied)
        this.#report({ check: 'streams', stream: name, text: 'none of its events is there' })
    }
    if (this.#missing !== scavenged)
      this.#report({
        check: 'positions',
        text: `${this.#missing} positions hold no event, but ${scavenged} events were scavenged`,
      })
  }

  #list(stream: ListedStream): void {
    const { id, name, digest } = stream
    this.#streams.set(id, { ...stream })
    if (digest.replaceAll('-', '') !== streamDigest(Buffer.from(name)))
      this.#report({ check: 'streams', stream: name, text: 'it is listed under a wrong digest' })
  }

  #checkRevisions(row: StoredAppend, stream: Seen): void {
    const seen = stream
    const { revision, events } = row
    const expected = seen.next ?? seen.keptFrom
    seen.next = revision + 1
    if (expected === tombstoneRevision)
      return this.#at(row, 'revisions', 'it comes after the tombstone of its stream')
    if (revision === tombstoneRevision) return
    const first = revision - events + 1
    if (first !== expected)
      this.#at(row, 'revisions', `it begins at revision ${first} instead of ${expected}`)
  }

  #at({ position, streamId }: StoredAppend, check: LedgerFault['check'], text: string): void {
    const stream = this.#streams.get(streamId)?.name
    this.#report({ check, position, text, ...(stream !== undefined && { stream }) })
  }
}
