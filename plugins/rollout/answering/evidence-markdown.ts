import type { RolloutEvidence } from './told-evidence.ts'

/** Writes what is recorded of a rollout for people: oldest first, times in UTC, nothing that the ledger does not hold. */
export function evidenceMarkdown(evidence: RolloutEvidence): string {
  const { run } = evidence
  const sections = [
    `## ${run.run_name}, iteration ${run.iteration_number}`,
    summary(evidence),
    images(evidence),
    checks(evidence),
    approvals(evidence),
    gates(evidence),
    facts(evidence),
  ]
  return sections.filter(section => section !== '').join('\n\n')
}

function summary({ run, release }: RolloutEvidence): string {
  const lines = [
    `- Run \`${run.id}\`: ${run.stage}, ${run.status}`,
    `- Begun ${run.created_at}, completed ${run.completed_at ?? 'not yet'}`,
    ...(run.release_id === null ? [] : [`- Release \`${run.release_id}\``]),
    ...(release ? [`- Commit \`${release.commit}\`, built ${release.built_at}`] : []),
  ]
  return lines.join('\n')
}

function images({ release }: RolloutEvidence): string {
  if (!release) return ''
  const rows = release.images.map(({ name, repository, tag, digest }) => [
    name,
    `\`${repository}:${tag}\``,
    `\`${digest}\``,
  ])
  return section('Images', ['name', 'image', 'digest'], rows)
}

function checks({ verifications }: RolloutEvidence): string {
  const rows = [...verifications]
    .reverse()
    .flatMap(({ target, finished_at, event_id, checks }) =>
      checks.map(({ name, required, verdict, detail }) => [
        finished_at,
        target,
        `${name}${required ? '' : ' (optional)'}`,
        verdict,
        detail,
        `\`${event_id}\``,
      ]),
    )
  return section('Checks', ['time', 'target', 'check', 'verdict', 'found', 'event'], rows)
}

function approvals({ approvals }: RolloutEvidence): string {
  const rows = approvals.map(({ decided_at, stage, decision, actor, note, state }) => [
    decided_at,
    stage,
    `${decision} (${state})`,
    actor,
    note ?? '',
  ])
  return section('Approvals', ['time', 'of', 'decision', 'by', 'note'], rows)
}

function gates({ run }: RolloutEvidence): string {
  const rows = run.gate_decisions.map(({ decided_at, stage, decision, effect, id }) => [
    decided_at,
    stage,
    `${decision}, ${effect}`,
    `\`${id}\``,
  ])
  return section('Gates', ['time', 'step', 'decision', 'record'], rows)
}

function facts({ timeline }: RolloutEvidence): string {
  const rows = timeline.map(({ at, type, actor, event_id }) => [at, type, actor, `\`${event_id}\``])
  return section('Ledger', ['time', 'event', 'by', 'id'], rows)
}

function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function escape(cell: string): string {
  return cell.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
