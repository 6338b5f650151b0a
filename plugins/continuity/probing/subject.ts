import type { Reading } from '../reading.ts'
import type { ProbeTarget, RuntimeTarget } from '../target.ts'

/** A reading, and when it was received. */
export interface PastReading {
  readonly reading: Reading
  readonly receivedAt: Date
}

interface Read {
  readonly boardId: string
  /** The last reading that the ledger has. */
  readonly last: PastReading | null
}

/** The runtime of a board, to be probed. */
export interface RuntimeSubject extends Read {
  readonly of: 'runtime'
  readonly target: RuntimeTarget
}

/** An agent to be probed. */
export interface AgentSubject extends Read {
  readonly of: 'agent'
  readonly agentId: string
  readonly target: ProbeTarget
}

/** Something that is probed. */
export type Subject = RuntimeSubject | AgentSubject

/** Names a subject with its target: where that changes, it is another. */
export function keyOf(subject: Subject): string {
  const { kind, url } = subject.target
  const id = subject.of === 'runtime' ? subject.boardId : subject.agentId
  return `${subject.of} ${id} ${kind} ${url}`
}

/** What is probed, where that is known. */
export interface SubjectSource {
  /** All that is to be probed now. */
  subjects(): Promise<readonly Subject[]>
  /** The sessions that the agents of a board name. */
  namedSessions(boardId: string): Promise<ReadonlySet<string>>
}
