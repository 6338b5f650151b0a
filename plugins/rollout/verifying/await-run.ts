import type { Host } from '../../../core/plugin.ts'

const pauseMs = 50
const budgetMs = 3_000

interface RunRow {
  readonly rollout_evidence_links: readonly string[]
}

/** Waits until a run shows a verification as evidence, for 3 s at the most; tells whether it does. */
export async function awaitRun(
  { rows, clock }: Pick<Host, 'rows' | 'clock'>,
  runId: string,
  evidenceLink: string,
): Promise<boolean> {
  const startMs = clock.monotonicMs()
  for (;;) {
    const found = await rows<RunRow>('gsd-runs', { keys: [runId] }).catch(() => undefined)
    if (found?.rows[0]?.rollout_evidence_links.includes(evidenceLink)) return true
    if (clock.monotonicMs() - startMs > budgetMs) return false
    await clock.delay(pauseMs)
  }
}
