import { messageOf } from '../../../core/errors.ts'
import type { Host } from '../../../core/plugin.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import { sampleStream } from '../streams.ts'
import type { Past } from './forecast.ts'

/** Keeps what the forecast looks back on, by disk. */
export interface Histories {
  /** Adds a reading and returns the history it ends. */
  extend(diskId: string, past: Past): Promise<readonly Past[]>
}

/** So many samples are read back at most. */
const MOST_SAMPLES = 5000

/** Creates histories that begin with the samples of the ledger; while that cannot be read there is none. */
export function createHistories(host: Host<DiskConfig, DiskEvent>): Histories {
  const { window } = host.config.forecast
  const histories = new Map<string, readonly Past[]>()

  const readBack = async (diskId: string, until: Date): Promise<readonly Past[]> => {
    const oldest = until.getTime() - window * 1000
    const found: Past[] = []
    const options = { direction: 'backwards', limit: MOST_SAMPLES } as const
    for await (const event of host.read(sampleStream(diskId), options)) {
      if (event.receivedAt.getTime() < oldest) break
      if (event.type !== 'disk.Sampled') continue
      found.push({ at: event.receivedAt, availableBytes: event.data.availableBytes })
    }
    return found
      .reverse()
      .reduce<readonly Past[]>((history, past) => extendHistory(history, past, window), [])
  }

  return {
    async extend(diskId, past) {
      try {
        const history = histories.get(diskId) ?? (await readBack(diskId, past.at))
        const extended = extendHistory(history, past, window)
        histories.set(diskId, extended)
        return extended
      } catch (error) {
        host.log.warn({ diskId, reason: messageOf(error) }, 'no history to forecast from yet')
        return []
      }
    },
  }
}

/** So many points are kept of a window, evenly: the fit looks at every pair of them. */
const POINTS = 360

/**
 * Adds a reading to a disk's history, oldest first: drops what is older than the window, and lets the newest take the place of the
 * last while the last is nearer to its forerunner than an even spread allows.
 */
export function extendHistory(
  history: readonly Past[],
  past: Past,
  windowSeconds: number,
): readonly Past[] {
  const oldest = past.at.getTime() - windowSeconds * 1000
  const recent = history.filter(({ at }) => at.getTime() >= oldest && at < past.at)
  const [forerunner, last] = recent.slice(-2)
  const spacing = (windowSeconds * 1000) / POINTS
  const isCrowded = forerunner && last && last.at.getTime() - forerunner.at.getTime() < spacing
  return [...(isCrowded ? recent.slice(0, -1) : recent), past]
}
