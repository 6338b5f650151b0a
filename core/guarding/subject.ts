import { v5 } from 'uuid'

const namespace = '3c4f5c0a-0a0e-4f0f-8c55-9a5f4f7c2d11'

/** What a reading is about: one thing of one guard, on one host or of none. */
export interface Subject {
  readonly subjectId: string
  readonly host: string | null
  readonly boardId: string | null
  readonly subject: string
}

/**
 * The id of a subject: the same guard, host, name and board always give the same UUID. With its board, so that who may bring readings
 * of one board alone speaks for no subject of another.
 */
export function subjectIdOf(
  guard: string,
  { host, subject, boardId }: Pick<Subject, 'host' | 'subject' | 'boardId'>,
): string {
  const names = boardId === null ? [guard, host, subject] : [guard, host, subject, boardId]
  return v5(JSON.stringify(names), namespace)
}

/** Stream of a subject's readings. */
export const sampleStream = (guard: string, id: string): string => `${guard}Sample-${id}`

/** Stream of a subject's level. */
export const levelStream = (guard: string, id: string): string => `${guard}Level-${id}`

/** Stream of the summaries of a subject's days. */
export const dayStream = (guard: string, id: string): string => `${guard}Day-${id}`

/** What names a subject, of whatever names it too. */
export function namesOf({ subjectId, host, boardId, subject }: Subject): Subject {
  return { subjectId, host, boardId, subject }
}

/** Calls a subject by name, with its host where it has one. */
export function nameOf({ subject, host }: Pick<Subject, 'subject' | 'host'>): string {
  return host === null ? subject : `${subject} of ${host}`
}
