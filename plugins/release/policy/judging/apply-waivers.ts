import { parseReference } from '../reference/parse-reference.ts'
import type { Finding } from './judge-sighting.ts'
import type { Waiver } from './policy-config.ts'

/** A finding, and the waiver that it is let pass by. */
export interface JudgedFinding extends Finding {
  readonly waiver: Waiver | null
}

/** What a waiver does: it lets something pass, is of no use, is over, or asks for what cannot be had. */
export type WaiverState = 'used' | 'unused' | 'expired' | 'refused'

/** Findings with their waivers, and every waiver with what became of it. */
export interface Waived {
  readonly findings: readonly JudgedFinding[]
  readonly waivers: readonly { readonly waiver: Waiver; readonly state: WaiverState }[]
}

/** Lets findings pass that somebody answers for today. */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  now: Date,
): Waived {
  const today = now.toISOString().slice(0, 10)
  const current = waivers.filter(({ expires }) => expires >= today)
  const find = (finding: Finding): Waiver | null =>
    finding.waiving === 'refused' ? null : (current.find(waiver => covers(waiver, finding)) ?? null)
  const judged = findings.map(finding => ({ ...finding, waiver: find(finding) }))
  const stateOf = (waiver: Waiver): WaiverState => {
    if (waiver.expires < today) return 'expired'
    const covered = judged.filter(finding => covers(waiver, finding))
    if (covered.some(({ waiving }) => waiving === 'refused')) return 'refused'
    return covered.some(finding => finding.waiver === waiver) ? 'used' : 'unused'
  }
  return { findings: judged, waivers: waivers.map(waiver => ({ waiver, state: stateOf(waiver) })) }
}

function covers({ rule, reference, service }: Waiver, finding: Finding): boolean {
  return (
    rule === finding.rule &&
    (service === undefined || service === finding.service) &&
    (reference === undefined || coversReference(reference, finding.reference))
  )
}

// However each is spelled; a waiver without a tag is for all of them.
function coversReference(waived: string, found: string): boolean {
  const [own, other] = [parseReference(waived), parseReference(found)]
  if (own.kind === 'invalid' || other.kind === 'invalid') return waived === found
  const { domain, path, tag, digest } = own.reference
  return (
    domain === other.reference.domain &&
    path === other.reference.path &&
    (tag === undefined || tag === other.reference.tag) &&
    (digest === undefined || digest === other.reference.digest)
  )
}
