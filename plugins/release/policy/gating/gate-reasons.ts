import type { GateReason } from '../../../../core/gate.ts'
import type { JudgedFinding } from '../judging/apply-waivers.ts'

/** Why a release may not run as it is: each finding denies, a waived one warns. */
export function reasonsOf(
  findings: readonly JudgedFinding[],
  eventIds: readonly string[],
): readonly GateReason[] {
  return findings.map(({ rule, reference, message, fix, waiver }) => ({
    decision: waiver ? 'warn' : 'deny',
    code: rule.replaceAll('-', '_'),
    text: waiver
      ? `${reference}: ${message} Waived by ${waiver.who} until ${waiver.expires}: ${waiver.why}`
      : `${reference}: ${message} ${fix}`,
    eventIds,
  }))
}

/** The reason for a release that nobody registered. */
export function unknownRelease(releaseId: string): GateReason {
  return {
    decision: 'deny',
    code: 'release_unknown',
    text: `No release ${releaseId} is registered: decklog release register release.json.`,
    eventIds: [],
  }
}
