import { type AuditReport, logProblems, type LogReport } from '../auditing/proving/audit-report.ts'
import type { Finding } from '../auditing/proving/findings.ts'

const shownRanges = 20
const shownFindings = 50

/** What was found, as JSON: snake_case, positions and revisions as text. */
export function auditReportJson(report: AuditReport): string {
  const { clean, events, notCovered, unsealed, logs, findings, findingCount, unreadable } = report
  return JSON.stringify({
    ...{ clean, events, not_covered: notCovered, unsealed },
    logs: logs.map(logJson),
    finding_count: findingCount,
    findings: findings.map(findingJson),
    unreadable,
  })
}

function logJson(log: LogReport): object {
  const { name, origin, coveredBy, size, counts, ranges, checkpoints, problems } = log
  return {
    ...{ name, origin, covered_by: coveredBy, size, problems, counts },
    checkpoints: checkpoints.map(({ root, signedBy, witnessedBy, ...rest }) => ({
      ...rest,
      root: root.toString('base64'),
      signed_by: signedBy,
      witnessed_by: witnessedBy,
    })),
    ranges,
  }
}

function findingJson({ verdict, log, index, event, fields }: Finding): object {
  return {
    verdict,
    ...(log === undefined ? {} : { log }),
    ...(index === undefined ? {} : { index }),
    ...(fields === undefined ? {} : { fields }),
    ...(event === undefined
      ? {}
      : {
          event: {
            ...{ id: event.id, type: event.type, stream: event.stream },
            revision: String(event.revision),
            position: String(event.position),
            recorded_at: event.recordedAt.toISOString(),
          },
        }),
  }
}

/** What was found, as lines. */
export function auditReportLines(report: AuditReport): readonly string[] {
  const { clean, events, notCovered, logs, findings, findingCount, unreadable } = report
  const later = notCovered === 0 ? '' : `, ${notCovered} of them not covered yet`
  return [
    clean
      ? `Nothing was altered, as far as it is covered: ${events} events${later}`
      : `The ledger is not as it was sealed: ${events} events${later}`,
    ...logs.flatMap(logLines),
    ...findings.slice(0, shownFindings).map(one => `  ${findingLine(one)}`),
    ...(findingCount > shownFindings ? [`  and ${findingCount - shownFindings} more`] : []),
    ...unreadable.slice(0, shownFindings).map(problem => `  unreadable: ${problem}`),
  ]
}

function logLines(log: LogReport): readonly string[] {
  const { origin, size, coveredBy, counts, problems, ranges, checkpoints } = log
  const told = Object.entries(counts)
    .filter(([verdict, count]) => verdict === 'intact' || count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
  const by = { held: 'a checkpoint that you hold', own: 'its own checkpoint', nothing: 'none' }
  const odd = ranges.filter(({ verdict }) => verdict !== 'intact')
  return [
    `${origin}: ${size} entries, covered by ${by[coveredBy]}: ${told.join(', ')}`,
    ...problems.map(problem => `  ${problem}: ${logProblems[problem]}`),
    ...checkpoints
      .filter(({ verdict }) => verdict !== 'consistent')
      .map(({ source, size: at, verdict }) => `  the ${source} checkpoint at ${at} is ${verdict}`),
    ...odd
      .slice(0, shownRanges)
      .map(({ from, to, verdict }) => `  entries ${from} to ${to}: ${verdict}`),
    ...(odd.length > shownRanges ? [`  and ${odd.length - shownRanges} more ranges`] : []),
  ]
}

function findingLine({ verdict, log, index, event, fields }: Finding): string {
  const place = log === undefined ? '' : ` ${log} entry ${index}`
  const what = fields === undefined ? '' : ` (${fields.join(', ')})`
  if (!event) return `${verdict}${place}: its entry is gone too`
  const { id, type, stream, revision, position, recordedAt } = event
  return `${verdict}${what}:${place} ${type} ${id} of ${stream}@${revision} at ${position}, recorded ${recordedAt.toISOString()}`
}
