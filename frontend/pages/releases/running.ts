import { get } from '../../api/client.ts'
import { type Running, runningOf } from './running-of.ts'

/** Reads which release was verified to run last. */
export async function loadRunning(signal: AbortSignal): Promise<Running | null> {
  const { body } = await get('/api/v1/verifications', { query: { limit: 200 }, signal })
  return runningOf(body.verifications)
}
