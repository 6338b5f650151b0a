import Joi from 'joi'
import type { Gate, GateReason, Host } from '../../../core/plugin-api.ts'
import { gateTargetOf, type RolloutConfig } from '../config.ts'
import type { TargetRow } from './target-row.ts'

interface Question {
  readonly target?: string
}

/** Creates the gate `drift`: a target runs what was approved. */
export function createDriftGate(
  host: Pick<Host<RolloutConfig>, 'rows' | 'clock' | 'config'>,
): Gate<Question> {
  return {
    name: 'drift',
    summary:
      'Does a target run what was approved? Denies when it runs something else, warns when that cannot be told or nobody looks.',
    question: Joi.object({
      target: Joi.string()
        .max(40)
        .description('Name of the target; else the configured default, or the only one there is.'),
    }),
    async answer({ target = gateTargetOf(host.config) }) {
      const { rows, position } = await host.rows<TargetRow>('targets', { keys: [target] })
      const reason = reasonOf(rows[0], { target, now: host.clock.now() })
      return { reasons: reason ? [reason] : [], position }
    },
  }
}

/** A look is recorded once an hour; what is older than this beyond three looks is no answer. */
const recordedWithinSeconds = 3_600

/** Why the gate does not simply allow. */
export function reasonOf(
  row: TargetRow | undefined,
  { target, now }: { readonly target: string; readonly now: Date },
): GateReason | undefined {
  if (!row?.is_watched)
    return warn('target_not_watched', `Nobody looks whether ${target} has drifted.`, [])
  const of = [row.drift_event_id, row.unreachable_event_id, row.look_event_id]
  const [drift, unreachable, look] = of.map(id => (id === null ? [] : [id]))
  switch (row.condition) {
    case 'drifted': {
      const text = `${target} does not run what was approved: ${row.drift_text ?? ''}`
      return { decision: 'deny', code: 'target_drifted', text, eventIds: drift ?? [] }
    }
    case 'unreachable': {
      const text = `It cannot be told what ${target} runs: ${row.unreachable_text ?? ''}`
      return warn('target_unreachable', text, unreachable ?? [])
    }
    case 'unknown':
      return warn('nothing_approved', `Nothing says what was approved for ${target}.`, look ?? [])
    default:
      return isOld(row, now)
        ? warn('target_not_looked_at', `Nobody has looked at ${target} lately.`, look ?? [])
        : undefined
  }
}

function isOld({ looked_at: lookedAt, every_seconds: every }: TargetRow, now: Date): boolean {
  if (lookedAt === null) return true
  const ageSeconds = (now.getTime() - lookedAt.getTime()) / 1_000
  return ageSeconds > recordedWithinSeconds + 3 * (every ?? 0)
}

function warn(code: string, text: string, eventIds: readonly string[]): GateReason {
  return { decision: 'warn', code, text, eventIds }
}
