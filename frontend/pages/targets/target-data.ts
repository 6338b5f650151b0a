import { get, type Read } from '../../api/client.ts'
import { targetsPage } from '../../api/lists.ts'
import { useReading, useRows, type Shown, type ShownRows } from '../../parts/use-reading.ts'
import type { ComparedRelease } from './compare-running.ts'

export type Target = Read<'/api/v1/targets'>['targets'][number]

/** The targets, by name. */
export function useTargets(): ShownRows<Target> {
  return useRows<Target>({
    of: 'targets',
    topic: 'targets',
    pages: 'all',
    keyOf: ({ id }) => id,
    compare: (a, b) => (a.id < b.id ? -1 : 1),
    page: targetsPage,
  })
}

/** A target, and the release that was approved for it; null where there is none, or it cannot be read. */
export interface TargetShown {
  readonly target: Target
  readonly approved: ComparedRelease | null
}

/** One target, with what was approved for it. */
export function useTarget(id: string): Shown<TargetShown> {
  return useReading<TargetShown>({
    of: `target ${id}`,
    topics: ['targets'],
    only: (_topic, key) => key === null || key === id,
    async read(signal) {
      const { body: target } = await get('/api/v1/targets/{id}', { params: { id }, signal })
      if (target.approved === null) return { target, approved: null }
      const params = { id: target.approved.release_id }
      const approved = await get('/api/v1/releases/{id}', { params, signal }).catch(() => null)
      return { target, approved: approved?.body ?? null }
    },
  })
}
