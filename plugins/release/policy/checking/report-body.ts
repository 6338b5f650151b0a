import type { CheckReport } from './check-files.ts'
import { shortPath } from './short-path.ts'

/** A report as JSON for programs. */
export function reportBody(
  { findings, waivers, uses }: CheckReport,
  mode: 'audit' | 'enforce',
  cwd: string,
): object {
  const isMet = findings.every(({ waiver }) => waiver !== null)
  return {
    mode,
    verdict: isMet ? 'passed' : 'failed',
    images_judged: uses,
    findings: findings.map(({ waiving: _waiving, file, ...finding }) => ({
      file: shortPath(file, cwd),
      ...finding,
    })),
    waivers: waivers.map(({ waiver, state }) => ({ ...waiver, state })),
  }
}
