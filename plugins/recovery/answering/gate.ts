import {
  type Gate,
  type GateReason,
  type Host,
  inputs,
  Joi,
  type JudgedFacts,
  type JudgingGate,
} from '../../../core/plugin-api.ts'
import type { RecoveryConfig } from '../config.ts'

interface Question {
  readonly policy: string
  readonly kind: string
  readonly subject_id: string
  readonly host: string | null
  readonly board_id: string | null
}

/** What is looked at of a row of `gsd-runs`. */
interface RunRow {
  readonly id: string
  readonly run_name: string
  readonly board_id: string | null
  readonly updated_at: Date
}

type GateHost = Pick<Host<RecoveryConfig>, 'all' | 'gate' | 'clock' | 'config'>

/** What an answer of the gate rests on: the runs that are rolling out, and what the gates said that were asked. Times are ISO 8601. */
export interface RecoveryFacts extends JudgedFacts {
  readonly question: Question
  readonly settings: Pick<RecoveryConfig, 'deployWithin' | 'gates'>
  readonly at: string
  readonly rolling: readonly (Omit<RunRow, 'updated_at'> & { readonly updated_at: string })[]
  readonly asked: readonly { readonly gate: string; readonly reasons: readonly GateReason[] }[]
}

const question = Joi.object<Question>({
  policy: Joi.string().max(40).required().description('Name of the policy.'),
  kind: Joi.string().max(40).required().description('Kind of the thing.'),
  subject_id: Joi.string().max(200).required().description('Id of the thing.'),
  host: Joi.string().max(255).allow(null).default(null).description('Machine it is on.'),
  board_id: inputs.uuid().allow(null).default(null).description('Board it belongs to.'),
})

/** Creates the gate `recovery`: may this be healed now? It asks whoever takes part, and never lets act on what a run is rolling out. */
export function createGate(host: GateHost): Gate<Question> {
  return {
    name: 'recovery',
    mode: 'deny',
    summary:
      'May something be healed now? Denies what a run is rolling out, and whatever a gate denies that takes part in healing.',
    question,
    async answer(about) {
      const settings = settingsOf(host.config)
      const which = { equals: { stage: 'rollout', status: 'in_progress' } }
      const { rows, position } = await host.all<RunRow>('gsd-runs', which)
      const at = host.clock.now().toISOString()
      const seen = { question: about, settings, at, rolling: rows.map(factOf) }
      // Of the others nothing follows, and they may be many.
      const rolling = seen.rolling.filter(run => isInTheWay(run, seen))
      const asked = await Promise.all(settings.gates.map(gate => ask(host, gate, about)))
      const facts: RecoveryFacts = { ...seen, rolling, asked }
      return { reasons: judgeRecovery(facts), position, facts }
    },
  }
}

/** How answers of the gate follow from their facts. */
export const judgingRecovery: JudgingGate<RecoveryFacts, RecoveryConfig> = {
  ...{ name: 'recovery', question, settings: settingsOf, judge: judgeRecovery },
}

function settingsOf({ deployWithin, gates }: RecoveryConfig): RecoveryFacts['settings'] {
  return { deployWithin, gates }
}

function judgeRecovery(facts: RecoveryFacts): readonly GateReason[] {
  const rolling = facts.rolling.filter(run => isInTheWay(run, facts))
  return [...rolling.map(rollingOut), ...facts.asked.flatMap(({ reasons }) => reasons)]
}

function factOf({ id, run_name, board_id, updated_at }: RunRow): RecoveryFacts['rolling'][number] {
  return { id, run_name, board_id, updated_at: updated_at.toISOString() }
}

/** A rollout keeps its own board still, and what belongs to no board; one of no board everything. A run that was left behind does not for ever. */
function isInTheWay(
  { board_id, updated_at }: RecoveryFacts['rolling'][number],
  { question: about, settings, at }: Pick<RecoveryFacts, 'question' | 'settings' | 'at'>,
): boolean {
  const ageMs = Date.parse(at) - Date.parse(updated_at)
  if (ageMs > settings.deployWithin * 1_000) return false
  return [board_id, about.board_id].includes(null) || board_id === about.board_id
}

function rollingOut({ id, run_name }: Pick<RunRow, 'id' | 'run_name'>): GateReason {
  const text = `Run ${run_name} (${id}) is rolling out.`
  return { decision: 'deny', code: 'rolling_out', text, eventIds: [] }
}

async function ask(
  host: Pick<Host, 'gate'>,
  { gate, about, alsoAbout }: RecoveryConfig['gates'][number],
  question: Question,
): Promise<RecoveryFacts['asked'][number]> {
  const facts: Readonly<Record<string, unknown>> = { ...question }
  // Where a fact is missing that it is asked about, it is not asked.
  if (about.some(name => facts[name] === null)) return { gate, reasons: [] }
  const told = [...about, ...alsoAbout].filter(name => facts[name] !== null)
  const asked = Object.fromEntries(told.map(name => [name, facts[name]]))
  const { reasons } = await host.gate(gate, asked)
  return {
    gate,
    reasons: reasons.map(({ decision, code, text, eventIds }) => ({
      ...{ decision, code, text, eventIds },
    })),
  }
}
