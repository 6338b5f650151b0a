import type { ExitCode } from '../../../core/cli/command.ts'
import type { Severity } from '../severity.ts'

/** What the check looks at of a disk that the API answers. */
export interface CheckedDisk {
  readonly mount: string
  readonly severity: Severity
  readonly summary: string
}

/** What a check found: the words and the exit code that monitors know. */
export interface CheckResult {
  readonly status: 'ok' | 'warning' | 'critical' | 'unknown'
  readonly exitCode: ExitCode
  readonly summary: string
  readonly disks: readonly CheckedDisk[]
}

const exits = {
  ok: { status: 'ok', exitCode: 0 },
  unknown: { status: 'unknown', exitCode: 3 },
  warning: { status: 'warning', exitCode: 1 },
  critical: { status: 'critical', exitCode: 2 },
  emergency: { status: 'critical', exitCode: 2 },
} as const

// From best to worst: a disk that nobody can read is worse than a good one, and a full one is worse still.
const order = ['ok', 'warning', 'unknown', 'critical', 'emergency'] as const

/** Finds the worst disk and says all that are not ok; no disk at all is unknown. */
export function checkResult(disks: readonly CheckedDisk[]): CheckResult {
  const worst = order.findLast(severity => disks.some(disk => disk.severity === severity))
  if (!worst) return { ...exits.unknown, summary: 'no such disk is known', disks }
  const bad = disks
    .filter(({ severity }) => severity !== 'ok')
    .sort((a, b) => order.indexOf(b.severity) - order.indexOf(a.severity))
  const told = bad.length > 0 ? bad : disks
  return { ...exits[worst], summary: told.map(({ summary }) => summary).join(' '), disks }
}
