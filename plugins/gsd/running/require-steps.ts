import { formatActor } from '../../../core/event.ts'
import type { Run } from '../run.ts'
import type { Step } from '../stage.ts'
import { needsOf, type Need } from './needs.ts'
import { refused, type RefusalReason } from './refused.ts'
import type { Context } from './rule.ts'

/** Refuses unless a run has every approval and all evidence that steps need. */
export function requireSteps(run: Run, steps: readonly Step[], { by }: Context): void {
  const { at } = by
  const needs = needsOf(run, steps, { at, actor: formatActor(by.actor) })
  const [first] = needs
  if (first) throw refused(reasonOf(first), { run, at, extra: { missing: needs } })
}

function reasonOf(need: Need): RefusalReason {
  if (need.what === 'evidence') return 'evidence_missing'
  return need.status === 'rejected' ? 'approval_rejected' : 'approval_pending'
}
