import { streamsAround } from '../writing/batch-plan.ts'
import { tombstoneRevision } from '../wire/numbers.ts'
import type { StreamCache } from '../storing/stream-cache.ts'
import { firstVisible, metastreamLimits, noLimits } from '../storing/stream-limits.ts'
import { isMetastream } from '../storing/stream-name.ts'

/** What readers may see of a stream. A stream that never was and one that is soft-deleted are both `missing`. */
export interface VisibleStream {
  readonly kind: 'missing' | 'tombstoned' | 'readable'
  readonly streamId: number
  readonly first: number
  readonly last: number
  readonly notBeforeMs: number
}

/** Looks up what readers may see of a stream now. */
export async function visibleStream(
  { streams }: { readonly streams: StreamCache },
  stream: string,
): Promise<VisibleStream> {
  const [own, metadata, described] = await streams.get(streamsAround(stream))
  const last = described?.last === tombstoneRevision ? tombstoneRevision : (own?.last ?? -1)
  const limits = isMetastream(stream) ? metastreamLimits : (metadata?.limits ?? noLimits)
  return {
    kind: kindOf(last, limits.truncateBefore),
    streamId: own?.id ?? 0,
    first: firstVisible(limits, last),
    last,
    notBeforeMs: limits.maxAgeMs === undefined ? 0 : Math.max(0, Date.now() - limits.maxAgeMs),
  }
}

function kindOf(last: number, truncateBefore: number): VisibleStream['kind'] {
  if (last === tombstoneRevision) return 'tombstoned'
  return last < 0 || truncateBefore === Infinity ? 'missing' : 'readable'
}
