import { DecklogError } from '../../../core/errors.ts'
import { withDeadline } from '../../../core/timing/with-deadline.ts'

/** Runs a call that may hang, under a key. */
export type PatientCall = <T>(key: string, call: () => Promise<T>) => Promise<T>

/**
 * Gives every call a deadline. What hangs is not called again before it has come back, and no more than `mostHanging` calls may hang:
 * a `statfs` on a dead NFS server holds one of libuv's four threads for as long as the kernel waits.
 */
export function createPatientCall(deadlineMs: number, mostHanging: number): PatientCall {
  const pending = new Set<string>()
  const late = (message: string): DecklogError => new DecklogError('DECKLOG_TIMEOUT', message)
  return async (key, call) => {
    if (pending.has(key)) throw late(`${key} has still not answered an earlier call.`)
    if (pending.size >= mostHanging) throw late(`${key} waits while ${pending.size} others hang.`)
    pending.add(key)
    const work = call().finally(() => pending.delete(key))
    return withDeadline(work, deadlineMs, () =>
      late(`${key} did not answer within ${deadlineMs} ms.`),
    )
  }
}
