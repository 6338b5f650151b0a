import { momentMs } from '../../api/as-of.ts'
import { get, send, type Read } from '../../api/client.ts'
import { disksPage } from '../../api/lists.ts'
import { type Over, spanOf } from '../../parts/series.ts'
import { useReading, useRows, type Shown, type ShownRows } from '../../parts/use-reading.ts'

export type Disk = Read<'/api/v1/disks/{id}'>
export type DiskUse = Read<'/api/v1/disks/{id}/usage'>['buckets'][number]
type DiskTransition = Read<'/api/v1/guards/{name}/{subject}'>['transitions'][number]

/** The disks that are watched. */
export function useDisks(): ShownRows<Disk> {
  return useRows<Disk>({
    of: 'disks by place',
    topic: 'disk-status',
    keyOf: ({ id }) => id,
    compare: (a, b) => (placeOf(a) < placeOf(b) ? -1 : 1),
    page: disksPage,
  })
}

// As the API lists them.
const placeOf = ({ host, mount }: Disk): string => `${host} ${mount}`

/** A disk with what was used of it over a length of time, and how its severity changed. */
export interface DiskShown {
  readonly disk: Disk
  readonly use: readonly DiskUse[]
  readonly transitions: readonly DiskTransition[]
  /** In ms. */
  readonly from: number
  readonly to: number
}

/** One disk, and its use over a length of time. */
export function useDisk(id: string, over: Over): Shown<DiskShown> {
  return useReading<DiskShown>({
    of: `disk ${id} ${over}`,
    topics: ['disk-status', 'disk-usage'],
    only: (topic, key) => topic !== 'disk-status' || key === null || key === id,
    everyMs: 2_000,
    async read(signal, before) {
      const { ms, resolution } = spanOf(over)
      const to = momentMs(before?.disk.sampled_at ?? null)
      const from = to - ms
      const [{ body: disk }, { body: usage }, { body: subject }] = await Promise.all([
        get('/api/v1/disks/{id}', { params: { id }, signal }),
        get('/api/v1/disks/{id}/usage', {
          params: { id },
          query: { resolution, from: new Date(from).toISOString(), limit: 200 },
          signal,
        }),
        get('/api/v1/guards/{name}/{subject}', { params: { name: 'disk', subject: id }, signal }),
      ])
      return { disk, use: usage.buckets, transitions: subject.transitions, from, to }
    },
  })
}

/** Forgets a disk that does not come back. */
export async function forgetDisk(id: string, reason: string, key: string): Promise<void> {
  await send('post', '/api/v1/disks/{id}/forget', { params: { id }, body: { reason }, key })
}
