import type { ToldRun } from './told-run.ts'

/** Describes a run, a line for each thing about it. */
export function runLines(run: ToldRun): readonly string[] {
  return [
    `Run       ${run.id}`,
    `Name      ${run.run_name || 'none'}, iteration ${run.iteration_number}`,
    `Board     ${run.board_id ?? 'none'}`,
    `Release   ${run.release_id ?? 'none'}, held to the rules of ${run.rules}`,
    `Stage     ${run.stage}, attempt ${run.stage_attempt}`,
    `Status    ${run.status}${run.status_reason === null ? '' : `: ${run.status_reason}`}`,
    `Updated   ${run.updated_at}`,
    ...run.approvals.map(
      ({ stage, status, given, required }) =>
        `Approval  ${stage} ${status}, ${given} of ${required}`,
    ),
    ...run.gate_decisions.map(
      ({ stage, decision, effect, id }) => `Gates     ${stage} ${decision}, ${effect}; ${id}`,
    ),
    ...run.rollout_evidence_links.map(link => `Evidence  ${link}`),
  ]
}
