import type { CheckStatus, Found } from '../../cli/check.ts'
import type { Severity } from '../levels.ts'

/** A subject as a check for monitors tells it. */
export interface CheckedLevel {
  readonly severity: Severity
  /** A sentence with its name. */
  readonly says: string
}

// From best to worst: what nobody can read is worse than what is well, and what is full is worse still.
const order = ['ok', 'warning', 'unknown', 'critical', 'emergency'] as const

/** Finds the worst of some subjects, and says all that are not well, or how they are where all are; `undefined` of none. */
export function checkLevels(
  subjects: readonly CheckedLevel[],
  mostTold = Infinity,
): Pick<Found, 'status' | 'summary'> | undefined {
  const worst = order.findLast(level => subjects.some(one => one.severity === level))
  if (!worst) return undefined
  const bad = subjects
    .filter(({ severity }) => severity !== 'ok')
    .sort((a, b) => order.indexOf(b.severity) - order.indexOf(a.severity))
  const told = bad.length > 0 ? bad : subjects
  const lines = told.slice(0, mostTold).map(({ says }) => says)
  const rest = told.length - lines.length
  const summary = [...lines, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' ')
  return { status: statusOf(worst), summary }
}

function statusOf(level: Severity): CheckStatus {
  return level === 'emergency' ? 'critical' : level
}
