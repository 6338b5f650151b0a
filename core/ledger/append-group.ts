import type { Appended, NewEvent } from './ledger.ts'
import type { PendingAppend } from './pending-append.ts'

const maxEvents = 500
const maxBytes = 512 * 1024

/** The appends that go to the ledger as one, and have to be repeated as one. */
export class AppendGroup {
  readonly members: readonly PendingAppend[]
  readonly events: readonly NewEvent[]
  /** `open`: nothing was stored. `unknown`: it may have been, or a caller was told so. */
  state: 'open' | 'sent' | 'unknown' = 'open'

  constructor(members: readonly PendingAppend[]) {
    this.members = members
    const [only] = members
    this.events =
      only && members.length === 1 ? only.events : members.flatMap(member => member.events)
  }

  /** Takes from the front of `waiting` what may go together. */
  static take(waiting: PendingAppend[]): AppendGroup {
    const members: PendingAppend[] = []
    let events = 0
    let bytes = 0
    for (let next = waiting[0]; next; next = waiting[0]) {
      events += next.events.length
      bytes += next.bytes
      const fits = events <= maxEvents && bytes <= maxBytes && next.grouping === 'shared'
      if (members.length > 0 && !fits) break
      members.push(next)
      waiting.shift()
      if (next.grouping === 'alone') break
    }
    return new AppendGroup(members)
  }

  get mustBeRepeated(): boolean {
    return this.state === 'unknown' || this.members.some(member => member.leftUnknown)
  }

  /** Gives every member its own revision; the position is the group's. */
  resolve({ revision, position }: Appended): void {
    let last = revision - BigInt(this.events.length)
    for (const member of this.members) {
      last += BigInt(member.events.length)
      if (!member.answered) member.resolve({ revision: last, position })
    }
  }

  reject(error: Error): void {
    for (const member of this.members) if (!member.answered) member.reject(error)
  }

  /** Members that still wait for an answer, to be tried again in another group. */
  dissolve(): PendingAppend[] {
    return this.members.filter(member => !member.answered)
  }
}
