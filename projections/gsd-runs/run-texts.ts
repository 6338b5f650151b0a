import { createTextMemo } from '../../core/plugin-api.ts'
import { runBody } from '../../plugins/gsd/answering/run-body.ts'
import type { Run } from '../../plugins/gsd/run.ts'
import type { KeptRun } from './queries.ts'

// A run and what is answered of it are 2 to 4 KB: a thousand runs.
const mostCharacters = 4 * 1_024 * 1_024

/** Creates what answers a run at `now` as JSON, from the JSON that the read model keeps; of the same run it is made once. */
export function createRunTexts(): (run: Pick<KeptRun, 'id' | 'text'>, now: Date) => string {
  const memo = createTextMemo(mostCharacters)
  return ({ id, text: kept }, now) => {
    const known = memo.get(id, kept)
    if (known !== undefined) return known
    const run: Run = JSON.parse(kept)
    const text = JSON.stringify(runBody(run, now))
    if (isTimeless(run)) memo.put(id, kept, text)
    return text
  }
}

// Approvals and bypasses expire; nothing does of a run that has ended.
function isTimeless({ completedAt, points, bypasses }: Run): boolean {
  return completedAt !== null || (points.length === 0 && bypasses.length === 0)
}
