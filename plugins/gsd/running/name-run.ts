import { isOpen } from '../run.ts'
import { stages } from '../stage.ts'
import { refused } from './refused.ts'
import type { Rule } from './rule.ts'

/** A run gets another name or iteration. */
export const rename: Rule = (run, { change }) => {
  const { runName = run.runName, iterationNumber = run.iterationNumber } = change
  if (runName === run.runName && iterationNumber === run.iterationNumber) return []
  return [{ type: 'gsd.RunRenamed', data: { runId: run.runId, runName, iterationNumber } }]
}

/** A run names its release, before anything of it is rolled out: later its gates and approvals would have been passed for another. */
export const nameRelease: Rule = (run, { change: { releaseId }, by: { at } }) => {
  if (releaseId === undefined || releaseId === run.releaseId) return []
  if (!isOpen(run)) throw refused('run_completed', { run, at })
  if (stages.indexOf(run.stage) >= stages.indexOf('rollout'))
    throw refused('release_too_late', { run, at })
  const data = { runId: run.runId, releaseId, previousReleaseId: run.releaseId }
  return [{ type: 'gsd.ReleaseNamed', data }]
}
