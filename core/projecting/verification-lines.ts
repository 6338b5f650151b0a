import { toProblem } from '../http/answers/problem.ts'
import { within } from '../timing/within.ts'
import type { ProjectionOperations } from './projection-operations.ts'
import type { Verification, VerifyProgress } from './verify-projection.ts'

const tellEveryMs = 1_000

/** Verifies a projection and says meanwhile how far it is, then every difference, and at last the result. */
export async function* verificationLines(
  operations: Pick<ProjectionOperations, 'verify'>,
  name: string,
  signal: AbortSignal,
): AsyncGenerator<object> {
  let progress: VerifyProgress = { events: 0, position: 0n, target: 0n }
  const report = (now: VerifyProgress): void => {
    progress = now
  }
  const work = operations.verify(name, { signal, report })
  const ended = work.then(yes, yes)
  while (!(await within({ ms: tellEveryMs }, () => ended).catch(no)))
    yield { kind: 'progress', ...progress }
  yield* await work.then(resultLines, failureLines)
}

function resultLines({ differences, ...counts }: Verification): readonly object[] {
  return [
    ...differences.map(({ key, kind, columns }) => {
      return { kind: 'difference', key, difference: kind, columns }
    }),
    { kind: 'result', ...counts, differences: differences.length },
  ]
}

function failureLines(error: unknown): readonly object[] {
  const { code, detail } = toProblem(error, '').problem
  return [{ kind: 'failed', code, detail }]
}

function yes(): true {
  return true
}

function no(): false {
  return false
}
