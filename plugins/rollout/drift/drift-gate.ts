import Joi from 'joi'
import type { Gate, GateReason, Host, JudgedFacts, JudgingGate } from '../../../core/plugin-api.ts'
import { gateTargetOf, type RolloutConfig } from '../config.ts'
import type { TargetRow } from './target-row.ts'

interface Question {
  readonly target?: string
}

/** What the gate looks at of a row of `targets`. */
type GatedTarget = Pick<
  TargetRow,
  | 'is_watched'
  | 'condition'
  | 'drift_event_id'
  | 'drift_text'
  | 'unreachable_event_id'
  | 'unreachable_text'
  | 'look_event_id'
  | 'looked_at'
  | 'every_seconds'
>

/** What an answer of the gate rests on: the target, null when nobody knows it. Times are ISO 8601. */
export interface DriftFacts extends JudgedFacts {
  readonly question: Question
  readonly settings: { readonly target: string }
  readonly at: string
  readonly found: (Omit<GatedTarget, 'looked_at'> & { readonly looked_at: string | null }) | null
}

const question = Joi.object<Question>({
  target: Joi.string()
    .max(40)
    .description('Name of the target; else the configured default, or the only one there is.'),
})

/** Creates the gate `drift`: a target runs what was approved. */
export function createDriftGate(
  host: Pick<Host<RolloutConfig>, 'rows' | 'clock' | 'config'>,
): Gate<Question> {
  return {
    name: 'drift',
    summary:
      'Does a target run what was approved? Denies when it runs something else, warns when that cannot be told or nobody looks.',
    question,
    async answer(asked) {
      const settings = settingsOf(host.config)
      const { target = settings.target } = asked
      const { rows, position } = await host.rows<TargetRow>('targets', { keys: [target] })
      const at = host.clock.now().toISOString()
      const facts: DriftFacts = { question: asked, settings, at, found: factOf(rows[0]) }
      return { reasons: judgeDrift(facts), position, facts }
    },
  }
}

/** How answers of the gate follow from their facts. */
export const judgingDrift: JudgingGate<DriftFacts, RolloutConfig> = {
  ...{ name: 'drift', question, settings: settingsOf, judge: judgeDrift },
}

function settingsOf(config: RolloutConfig): DriftFacts['settings'] {
  return { target: gateTargetOf(config) }
}

function judgeDrift({ question: asked, settings, at, found }: DriftFacts): readonly GateReason[] {
  const { target = settings.target } = asked
  const looked_at = found?.looked_at ? new Date(found.looked_at) : null
  const reason = reasonOf(found ? { ...found, looked_at } : undefined, {
    target,
    now: new Date(at),
  })
  return reason ? [reason] : []
}

function factOf(row: TargetRow | undefined): DriftFacts['found'] {
  if (!row) return null
  const { is_watched, condition, drift_event_id, drift_text, every_seconds, looked_at } = row
  const { unreachable_event_id, unreachable_text, look_event_id } = row
  return {
    ...{ is_watched, condition, drift_event_id, drift_text, every_seconds },
    ...{ unreachable_event_id, unreachable_text, look_event_id },
    looked_at: looked_at && looked_at.toISOString(),
  }
}

/** A look is recorded once an hour; what is older than this beyond three looks is no answer. */
const recordedWithinSeconds = 3_600

/** Why the gate does not simply allow. */
function reasonOf(
  row: GatedTarget | undefined,
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

function isOld({ looked_at: lookedAt, every_seconds: every }: GatedTarget, now: Date): boolean {
  if (lookedAt === null) return true
  const ageSeconds = (now.getTime() - lookedAt.getTime()) / 1_000
  return ageSeconds > recordedWithinSeconds + 3 * (every ?? 0)
}

function warn(code: string, text: string, eventIds: readonly string[]): GateReason {
  return { decision: 'warn', code, text, eventIds }
}
