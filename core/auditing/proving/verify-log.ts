import type { StoredEvent } from '../../ledger/ledger.ts'
import { entryOf, entryText, type LogEntry } from '../sealing/log-entry.ts'
import type { SealedLog } from '../sealing/sealed-log.ts'
import { logOf, type LogName } from '../sealing/seal-scope.ts'
import type { TreeHead } from '../transparency/checkpoint.ts'
import { leafDigest } from '../transparency/merkle.ts'
import { allMayHaveExpired, mayHaveExpired, type TimedScope } from './expiry.ts'
import { type Finding, Findings, type Tally, type VerdictRange } from './findings.ts'
import { type HeadVerdict, LogCursor } from './log-cursor.ts'
import { LogMatcher, type ReadEntry } from './log-matcher.ts'

/** A log to hold a ledger against: how much of it, and the heads that its tiles are to give. */
export interface LogToVerify {
  readonly name: LogName
  readonly log: SealedLog
  readonly size: number
  readonly heads: readonly TreeHead[]
}

/** What is held against what. */
export interface VerifyRequest {
  /** All of the ledger, in its order, in batches. */
  readonly events: AsyncIterable<readonly StoredEvent[]>
  readonly logs: readonly LogToVerify[]
  /** In order of time. */
  readonly scopes: readonly TimedScope[]
  /** As of when events may have expired. */
  readonly now: Date
}

/** What was found of one log. */
export interface VerifiedLog {
  readonly name: LogName
  readonly size: number
  /** `broken`: tiles were taken away, so that what comes after cannot be told. */
  readonly state: 'whole' | 'broken'
  readonly counts: Tally['counts']
  readonly ranges: readonly VerdictRange[]
  readonly heads: readonly { readonly head: TreeHead; readonly verdict: HeadVerdict }[]
}

/** What was found of a ledger. */
export interface VerifiedLedger {
  readonly logs: readonly VerifiedLog[]
  readonly events: number
  /** Events that no checkpoint covers yet. */
  readonly notCovered: number
  /** Events of streams that are not sealed. */
  readonly unsealed: number
  readonly findings: readonly Finding[]
  readonly findingCount: number
}

const mostUnplaced = 100_000

/** Holds every event of a ledger against the logs that sealed it, in one pass. */
export async function verifyLogs(request: VerifyRequest): Promise<VerifiedLedger> {
  const verification = new Verification(request)
  return verification.run()
}

class Verification {
  readonly #request: VerifyRequest
  readonly #matchers: readonly LogMatcher[]
  readonly #findings = new Findings()
  readonly #unplaced: ReadEntry[] = []
  #events = 0
  #notCovered = 0
  #unsealed = 0

  constructor(request: VerifyRequest) {
    this.#request = request
    const { scopes, now } = request
    this.#matchers = request.logs.map(
      ({ name, log, size, heads }) =>
        new LogMatcher({
          name,
          cursor: new LogCursor(log, size, heads),
          findings: this.#findings,
          // Decisions are kept for ever.
          expired: entry => name === 'observations' && mayHaveExpired(entry, scopes, now),
          allExpired: at => name === 'observations' && allMayHaveExpired(at, scopes, now),
        }),
    )
  }

  async run(): Promise<VerifiedLedger> {
    for (const { cursor } of this.#matchers) await cursor.open()
    for await (const batch of this.#request.events) {
      for (const event of batch) {
        this.#events += 1
        const slow = this.#take(event)
        if (slow) await slow
      }
    }
    for (const matcher of this.#matchers) await matcher.finish()
    for (const read of this.#unplaced) this.#place(read)
    for (const matcher of this.#matchers) matcher.outcome.end()
    return this.#result()
  }

  // Without a promise for what is as it was, which is nearly all.
  #take(event: StoredEvent): Promise<void> | undefined {
    const entry = entryOf(event)
    const leaf = leafDigest(entryText(entry))
    for (const matcher of this.#matchers) {
      if (!matcher.cursor.isNext(leaf)) continue
      matcher.lastMatchedAt = this.#events
      if (matcher.cursor.isAtEdge || !matcher.isQuiet) return matcher.pass()
      matcher.outcome.tally.counts.intact += 1
      matcher.cursor.step()
      return undefined
    }
    return this.#search({ entry, leaf, at: this.#events })
  }

  async #search(read: ReadEntry): Promise<void> {
    const name = this.#logNameOf(read.entry)
    // First where it would be: a name that was changed may have it elsewhere.
    for (const matcher of this.#matchers)
      if (matcher.name === name && (await matcher.find(read, 'anywhere'))) return
    for (const matcher of this.#matchers)
      if (matcher.name !== name && (await matcher.find(read, 'near'))) return
    if (name === undefined) this.#unsealed += 1
    // What was missing may have been moved behind all that is covered.
    else if (this.#matchers.some(({ outcome }) => outcome.takeMissing(read.entry))) return
    else if (this.#isAfterTheEnd(read.entry)) this.#notCovered += 1
    else if (this.#unplaced.length < mostUnplaced) this.#unplaced.push(read)
    else this.#noteUnplaced(read)
  }

  // Kept to the end only as far as memory is bounded.
  #noteUnplaced(read: ReadEntry): void {
    const matcher = this.#matcherOf(read.entry)
    if (matcher && this.#isLater(read, matcher)) this.#notCovered += 1
    else this.#findings.add({ verdict: 'inserted', event: read.entry })
  }

  // What claims a later position, and came after all that is covered.
  #isLater({ entry, at }: ReadEntry, matcher: LogMatcher): boolean {
    return entry.position > matcher.lastPosition && at > matcher.lastMatchedAt
  }

  // What comes when all of its log has come.
  #isAfterTheEnd(entry: LogEntry): boolean {
    const matcher = this.#matcherOf(entry)
    return matcher === undefined || matcher.cursor.standing === 'ended'
  }

  #place(read: ReadEntry): void {
    if (this.#matchers.some(matcher => matcher.outcome.takeMissing(read.entry))) return
    const matcher = this.#matcherOf(read.entry)
    if (!matcher || matcher.cursor.standing === 'broken') this.#notCovered += 1
    else this.#noteUnplaced(read)
  }

  #matcherOf(entry: LogEntry): LogMatcher | undefined {
    const name = this.#logNameOf(entry)
    return this.#matchers.find(matcher => matcher.name === name)
  }

  #logNameOf({ stream }: LogEntry): LogName | undefined {
    const scope = this.#request.scopes.at(-1)?.scope
    return scope ? logOf(scope, stream) : 'decisions'
  }

  #result(): VerifiedLedger {
    return {
      logs: this.#matchers.map((matcher, i) => this.#logResult(matcher, i)),
      events: this.#events,
      notCovered: this.#notCovered,
      unsealed: this.#unsealed,
      findings: this.#findings.listed,
      findingCount: this.#findings.count,
    }
  }

  #logResult({ name, cursor, outcome }: LogMatcher, i: number): VerifiedLog {
    const { tally } = outcome
    const heads = this.#request.logs[i]?.heads ?? []
    return {
      name,
      size: cursor.size,
      state: cursor.standing === 'broken' ? 'broken' : 'whole',
      counts: tally.counts,
      ranges: tally.ranges(cursor.index),
      heads: heads.map(head => ({ head, verdict: cursor.verdictOf(head) })),
    }
  }
}
