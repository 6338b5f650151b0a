import type { Subject } from './subject.ts'

/** What is probed, where that is known. */
export interface SubjectSource {
  /** All that is to be probed now. */
  subjects(): Promise<readonly Subject[]>
  /** The sessions that the agents of a board name. */
  namedSessions(boardId: string): Promise<ReadonlySet<string>>
}
