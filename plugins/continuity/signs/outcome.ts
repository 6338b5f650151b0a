import { keepable } from '../../../core/plugin-api.ts'
import type { Heartbeat } from '../observations.ts'
import type { OutcomeSign } from '../signs.ts'

/** Of a last line; the whole of it is in the sign. */
const mostShown = 200

// What is going on says nothing of how it ends.
const goingOn: readonly string[] = [
  ...['running', 'starting', 'started', 'restarting', 'retrying', 'provisioning'],
  ...['queued', 'pending', 'in_progress', 'working', 'busy'],
]

// What agents and their runtimes say of work that did not go well.
const failures: readonly string[] = [
  ...['failed', 'failure', 'error', 'errored', 'fatal'],
  ...['crashed', 'aborted', 'killed'],
]

/** Tells whether a beat says how the work of its agent ended. */
export function isOutcome({ status, exitStatus }: Heartbeat): boolean {
  if (exitStatus !== undefined && exitStatus !== null) return true
  return status !== null && !goingOn.includes(status.toLowerCase())
}

/** Tells whether an outcome is a failure: a word that says so, or an exit status other than 0. */
export function isFailure({
  status,
  exitStatus,
}: Pick<OutcomeSign, 'status' | 'exitStatus'>): boolean {
  const isSaid = status !== null && failures.includes(status.toLowerCase())
  return isSaid || (exitStatus !== null && exitStatus !== 0)
}

/** Tells whether a beat says that the work of its agent failed. */
export function isFailedBeat(beat: Heartbeat): boolean {
  const { status, exitStatus = null } = beat
  return isOutcome(beat) && isFailure({ status, exitStatus })
}

/** Says an outcome in a line: its word, exit status and the last line that was said. */
export function describeOutcome({ status, exitStatus, output }: OutcomeSign): string {
  const last = keepable(output?.trimEnd().split('\n').at(-1)?.trim() ?? '', mostShown)
  const exit = exitStatus === null ? [] : [`exit status ${exitStatus}`]
  return [[status ?? 'ended', ...exit].join(', '), ...(last === '' ? [] : [last])].join(': ')
}
