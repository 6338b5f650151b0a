import { get, send, type Read } from '../../api/client.ts'
import { recoveriesPage } from '../../api/lists.ts'
import { useReading, useRows, type Shown, type ShownRows } from '../../parts/use-reading.ts'

export type Recovery = Read<'/api/v1/recoveries'>['recoveries'][number]
export type Attempt = Read<'/api/v1/recovery-attempts'>['attempts'][number]

/** How each policy stands with each thing that it was for, what changed last first. */
export function useRecoveries(): ShownRows<Recovery> {
  return useRows<Recovery>({
    of: 'recoveries',
    topic: 'recoveries',
    keyOf: ({ id }) => id,
    compare: (a, b) => (a.changed_at < b.changed_at ? 1 : -1),
    page: recoveriesPage,
  })
}

/** One recovery. */
export function useRecovery(id: string): Shown<Recovery> {
  return useReading({
    of: `recovery ${id}`,
    topics: ['recoveries'],
    only: (_topic, key) => key === null || key === id,
    read: async signal => (await get('/api/v1/recoveries/{id}', { params: { id }, signal })).body,
  })
}

/** What was tried of one, the newest first. */
export function useAttempts(recoveryId: string): ShownRows<Attempt> {
  return useRows<Attempt>({
    of: `attempts of ${recoveryId}`,
    topic: 'recovery-attempts',
    keyOf: ({ id }) => id,
    async page(query, signal) {
      const { body, next } = await get('/api/v1/recovery-attempts', {
        query: { ...query, recovery_id: recoveryId },
        signal,
      })
      return { rows: body.attempts, next }
    },
  })
}

/** What somebody was shown when they asked to approve, and no other. */
export interface Suggestion {
  readonly recovery: Recovery
  readonly attemptId: string
  readonly says: string
  readonly digest: string
}

/** The action that waits for approval; null where none does. */
export function suggestionOf(recovery: Recovery): Suggestion | null {
  const { standing, attempt_id: attemptId, action } = recovery
  if (standing !== 'suggested' || attemptId === null || action?.digest === undefined) return null
  return { recovery, attemptId, says: action.says ?? 'something', digest: action.digest }
}

/** Approves that very action. */
export async function approve(
  { recovery: { id }, attemptId, digest }: Suggestion,
  { note, key }: { readonly note: string; readonly key: string },
): Promise<void> {
  await send('post', '/api/v1/recoveries/{id}/approve', {
    params: { id },
    body: { attempt_id: attemptId, digest, ...(note === '' ? {} : { note }) },
    key,
  })
}

/** Has a policy try again what it had given up. */
export async function resume(
  { id }: Recovery,
  { note, key }: { readonly note: string; readonly key: string },
): Promise<void> {
  await send('post', '/api/v1/recoveries/{id}/resume', {
    params: { id },
    body: note === '' ? {} : { note },
    key,
  })
}
