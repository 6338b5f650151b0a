import { type GsdConfig, type MappedGate } from '../config.ts'
import type { GateReply, SetByRules } from '../events/gate-events.ts'
import { type Run, rulesOf } from '../run.ts'
import type { Step } from '../stage.ts'

/** The gates that Decklog asks at a step unless it is told otherwise, and that the configuration does not map there. */
export function unmappedGates(
  { gates, defaultGates }: Pick<GsdConfig, 'gates' | 'defaultGates'>,
  step: Step,
): readonly MappedGate[] {
  const mapped = new Set(gates[step].map(({ gate }) => gate))
  return defaultGates[step].filter(({ gate }) => !mapped.has(gate))
}

/**
 * What the rules, and no gate, have answered at a step: gates that are not asked although Decklog asks them unless it is told
 * otherwise, and gates whose deny would refuse nothing: by their mode, or by that of the runs that are held to the rules.
 */
export function setByRules(
  { gateModes }: Pick<GsdConfig, 'gateModes'>,
  run: Pick<Run, 'releaseId'>,
  replies: readonly GateReply[],
): readonly SetByRules[] {
  const isHeld = rulesOf(run) === 'release'
  return replies.flatMap(({ gate, asking, answer }): SetByRules[] => {
    if (asking === 'not_mapped') return [{ gate, answer: 'not_asked' }]
    const isSoft = answer?.withheld !== undefined || (isHeld && gateModes.release !== 'enforce')
    return asking === 'asked' && isSoft ? [{ gate, answer: 'not_enforced' }] : []
  })
}

/** The answer of the rules in words. */
export function wordsOf({ answer }: SetByRules): string {
  return answer === 'not_asked' ? 'not asked, by the rules' : 'not enforced, by the rules'
}
