import Joi from 'joi'
import type { Gate, GateReason } from '../../../core/gate.ts'
import type { Host } from '../../../core/plugin.ts'
import type { RolloutConfig } from '../config.ts'

/** What the gate looks at of a row of `verifications`. */
export interface VerifiedRow {
  readonly verification_id: string
  readonly target: string
  readonly verdict: 'passed' | 'failed'
  readonly finished_at: Date
  readonly event_id: string
}

/** Creates the gate `verification`: the newest verification of the release has passed, not too long ago. */
export function createGate(host: Pick<Host<RolloutConfig>, 'all' | 'clock' | 'config'>): Gate {
  return {
    name: 'verification',
    summary:
      'Has the newest verification of a release passed? Denies when none has, or too long ago.',
    question: Joi.object({
      release_id: Joi.string().hex().length(64).required().description('Id of the release.'),
    }),
    async answer(question: { readonly release_id: string }) {
      const { newest, position } = await newestOf(host, question.release_id)
      const oldest = new Date(host.clock.now().getTime() - host.config.gateWithin * 1_000)
      const reason = reasonOf(newest, oldest)
      return { reasons: reason ? [reason] : [], position }
    },
  }
}

/** Why the gate denies; undefined when it does not. */
export function reasonOf(newest: VerifiedRow | undefined, oldest: Date): GateReason | undefined {
  if (!newest) return deny('verification_missing', 'The release has never been verified.', [])
  const { target, verdict, finished_at, event_id } = newest
  const when = finished_at.toISOString()
  if (verdict === 'failed')
    return deny('verification_failed', `The verification of ${target} failed at ${when}.`, [
      event_id,
    ])
  if (finished_at < oldest)
    return deny('verification_old', `The verification of ${target} is of ${when}.`, [event_id])
  return undefined
}

async function newestOf(
  { all }: Pick<Host, 'all'>,
  releaseId: string,
): Promise<{ readonly newest: VerifiedRow | undefined; readonly position: bigint }> {
  const query = { equals: { release_id: releaseId } }
  const { rows, position } = await all<VerifiedRow>('verifications', query)
  let newest: VerifiedRow | undefined
  for (const row of rows) if (!newest || row.finished_at >= newest.finished_at) newest = row
  return { newest, position }
}

function deny(code: string, text: string, eventIds: readonly string[]): GateReason {
  return { decision: 'deny', code, text, eventIds }
}
