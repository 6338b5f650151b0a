import { type Gate, type GateReason, type Host, inputs, Joi } from '../../../core/plugin-api.ts'
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

/** Creates the gate `recovery`: may this be healed now? It asks whoever takes part, and never lets act on what a run is rolling out. */
export function createGate(host: GateHost): Gate<Question> {
  return {
    name: 'recovery',
    mode: 'deny',
    summary:
      'May something be healed now? Denies what a run is rolling out, and whatever a gate denies that takes part in healing.',
    question: Joi.object<Question>({
      policy: Joi.string().max(40).required().description('Name of the policy.'),
      kind: Joi.string().max(40).required().description('Kind of the thing.'),
      subject_id: Joi.string().max(200).required().description('Id of the thing.'),
      host: Joi.string().max(255).allow(null).default(null).description('Machine it is on.'),
      board_id: inputs.uuid().allow(null).default(null).description('Board it belongs to.'),
    }),
    async answer(question) {
      const which = { equals: { stage: 'rollout', status: 'in_progress' } }
      const { rows, position } = await host.all<RunRow>('gsd-runs', which)
      const rolling = rows.filter(run => isInTheWay(run, question, host))
      const others = await Promise.all(host.config.gates.map(gate => ask(host, gate, question)))
      return { reasons: [...rolling.map(rollingOut), ...others.flat()], position }
    },
  }
}

/** A rollout keeps its own board still, and what belongs to no board; one of no board everything. A run that was left behind does not for ever. */
function isInTheWay(
  { board_id, updated_at }: RunRow,
  question: Question,
  { clock, config: { deployWithin } }: Pick<GateHost, 'clock' | 'config'>,
): boolean {
  const ageMs = clock.now().getTime() - updated_at.getTime()
  if (ageMs > deployWithin * 1_000) return false
  return [board_id, question.board_id].includes(null) || board_id === question.board_id
}

function rollingOut({ id, run_name }: RunRow): GateReason {
  const text = `Run ${run_name} (${id}) is rolling out.`
  return { decision: 'deny', code: 'rolling_out', text, eventIds: [] }
}

async function ask(
  host: Pick<Host, 'gate'>,
  { gate, about, alsoAbout }: RecoveryConfig['gates'][number],
  question: Question,
): Promise<readonly GateReason[]> {
  const facts: Readonly<Record<string, unknown>> = { ...question }
  // Where a fact is missing that it is asked about, it is not asked.
  if (about.some(name => facts[name] === null)) return []
  const told = [...about, ...alsoAbout].filter(name => facts[name] !== null)
  const asked = Object.fromEntries(told.map(name => [name, facts[name]]))
  const { reasons } = await host.gate(gate, asked)
  return reasons.map(({ decision, code, text, eventIds }) => ({ decision, code, text, eventIds }))
}
