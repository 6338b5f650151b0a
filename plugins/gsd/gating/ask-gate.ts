import { isDecklogError } from '../../../core/errors.ts'
import type { GateAnswer } from '../../../core/gate.ts'
import type { Host } from '../../../core/plugin.ts'
import type { GsdConfig, MappedGate } from '../config.ts'
import type { GsdEvent } from '../events.ts'
import type { GateFacts, GateReply } from './gate-facts.ts'

type AskedRun = Pick<GateFacts, 'boardId' | 'releaseId'>

/** Asks one gate about a run, unless no plugin offers it or the run lacks what it is asked about. */
export async function askGate(
  host: Pick<Host<GsdConfig, GsdEvent>, 'gate'>,
  { gate, about, question: fixed }: MappedGate,
  { boardId, releaseId }: AskedRun,
): Promise<GateReply> {
  const facts = { board_id: boardId, release_id: releaseId }
  const missing = about.filter(name => facts[name] === null)
  const question = { ...fixed, ...Object.fromEntries(about.map(name => [name, facts[name]])) }
  const unasked = { gate, question, missing, answer: null }
  if (missing.length > 0) return { ...unasked, asking: 'fact_missing' }
  try {
    return { ...unasked, asking: 'asked', answer: plain(await host.gate(gate, question)) }
  } catch (error) {
    if (isDecklogError(error, 'DECKLOG_GATE_UNKNOWN')) return { ...unasked, asking: 'not_offered' }
    if (!isDecklogError(error, 'DECKLOG_VALIDATION')) throw error
    return { ...unasked, asking: 'asked', answer: misasked(gate, error.message) }
  }
}

function plain({ decision, reasons, position }: GateAnswer): GateReply['answer'] {
  const told = reasons.map(({ decision, code, text, eventIds }) => ({
    ...{ decision, code, text, eventIds },
  }))
  return { decision, reasons: told, position: position?.toString() ?? null }
}

// A gate that cannot be asked has not said yes.
function misasked(gate: string, why: string): GateReply['answer'] {
  const text = `Gate ${gate} refused the question: ${why}`
  const reason = { decision: 'deny', code: 'gate_question_refused', text, eventIds: [] } as const
  return { decision: 'deny', reasons: [reason], position: null }
}
