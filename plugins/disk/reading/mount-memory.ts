import { v5 } from 'uuid'
import { type Host, messageOf } from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent } from '../events.ts'
import {
  type ListedMount,
  MOST_PARTS,
  type MountsListed,
  PART_BYTES,
  type UnwatchedReason,
} from '../mount-events.ts'
import type { FailedRead } from '../sample-events.ts'
import { diskIdOf, mountsStream } from '../streams.ts'
import { type MountChoice, sourceOf, type Watched } from './choose-mounts.ts'
import { matchesAny } from './patterns.ts'
import type { DiskReader, ReadResult } from './disk-reader.ts'

/** What is wrong with a mount that is not there to be read. */
export interface Absence extends Pick<FailedRead, 'failure' | 'message'> {
  readonly mount: string
}

/** Remembers which mounts of this machine have been watched, over restarts too, and what was told of them. */
export interface MountMemory {
  choose(): Promise<MountChoice>
  /** What is wanted, or was watched, and cannot be read any more because it is not there, or something lies over it. */
  absent(choice: MountChoice): readonly Absence[]
  /** Takes in what came of reading a mount; `refused` is not worth an observation: it never was one that can be watched. */
  take(watched: Watched, result: ReadResult): 'observed' | 'refused'
  /** The mounts as events, unless they are as they were last recorded. */
  list(choice: MountChoice): readonly MountsListed[]
}

/** A mount that is gone is reported until it is unknown, and then no more. */
const TOLD_GONE = 2

/** A dataset with less room than this share of its pool's is limited by a quota of its own. */
const OWN_LIMIT = 0.95

/** Creates the memory of this machine. */
export function createMountMemory(
  host: Host<DiskConfig, DiskEvent>,
  reader: DiskReader,
): MountMemory {
  const { config, machine } = host
  const known = new Map<string, string>()
  const limited = new Set<string>()
  const refused = new Map<string, UnwatchedReason>()
  const toldGone = new Map<string, number>()
  let recalled: Recalled | undefined
  let listed: string | undefined

  const isNamed = (mount: string): boolean =>
    config.mounts.includes(mount) || matchesAny(config.include, mount)

  const recall = async (): Promise<void> => {
    if (recalled) return
    try {
      recalled = await readListing(host)
      recalled.watched.forEach(one => known.set(one.mount, sourceOf(one)))
      listed = recalled.listingId
    } catch (error) {
      host.log.warn({ reason: messageOf(error) }, 'what was watched before is not known yet')
    }
  }

  const absenceOf = (mount: string, { standings }: MountChoice): Absence | undefined => {
    const own = standings.filter(standing => standing.mount.mount === mount)
    if (own.some(standing => 'watchedAs' in standing)) return undefined
    if (own.length === 0) {
      const times = (toldGone.get(mount) ?? 0) + 1
      toldGone.set(mount, times)
      if (times >= TOLD_GONE) {
        known.delete(mount)
        toldGone.delete(mount)
      }
      return { mount, failure: 'not_mounted', message: `${mount} is not mounted.` }
    }
    if (own.some(standing => 'unwatched' in standing && standing.unwatched === 'covered'))
      return { mount, failure: 'covered', message: `Another mount lies over ${mount}.` }
    known.delete(mount)
    return undefined
  }

  return {
    async choose() {
      await recall()
      const choice = await reader.choose({ known, limited })
      const pools = choice.watched.filter(({ pooled }) => pooled.length > 0)
      if (pools.length === 0) return choice
      for (const { pooled, ...first } of pools)
        limitedOf(await reader.readEach([first, ...pooled])).forEach(name => limited.add(name))
      return reader.choose({ known, limited })
    },
    absent: choice =>
      [...new Set([...config.mounts, ...known.keys()])].flatMap(mount => {
        const absence = absenceOf(mount, choice)
        if (!absence) toldGone.delete(mount)
        return absence ? [absence] : []
      }),
    take(watched, result) {
      const { mount } = watched
      const isNew = !known.has(mount) && !isNamed(mount)
      if (isNew && result.kind === 'failed' && result.refused) {
        refused.set(mount, result.refused)
        return 'refused'
      }
      refused.delete(mount)
      known.set(mount, sourceOf(watched))
      return 'observed'
    },
    list(choice) {
      const mounts = factsOf(machine.name, choice, refused)
      const listingId = v5(JSON.stringify(mounts), listings)
      if (listingId === listed) return []
      listed = listingId
      return eventsOf(machine.name, listingId, mounts)
    },
  }
}

// A namespace of our own: RFC 9562, section 6.6.
const listings = '5d1c1b0e-7d0a-4a53-9a6c-2f0f3b8f7a10'

interface Recalled {
  readonly listingId: string | undefined
  /** The mounts that were watched. */
  readonly watched: readonly ListedMount[]
}

/** Reads the list of this machine's mounts that was recorded last. */
async function readListing(host: Host<DiskConfig, DiskEvent>): Promise<Recalled> {
  const { name } = host.machine
  const options = { direction: 'backwards', limit: MOST_PARTS } as const
  const watched: ListedMount[] = []
  let listingId: string | undefined
  let parts = 0
  for await (const { type, data } of host.read(mountsStream(name), options)) {
    if (type !== 'disk.MountsListed') continue
    listingId ??= data.listingId
    if (data.listingId !== listingId) break
    parts += data.part === data.parts - 1 || parts > 0 ? 1 : 0
    watched.push(...data.mounts.filter(one => one.diskId === diskIdOf(name, one.mount)))
    if (data.part === 0) return { listingId: parts === data.parts ? listingId : undefined, watched }
  }
  return { listingId: undefined, watched }
}

function limitedOf(readings: Awaited<ReturnType<DiskReader['readEach']>>): readonly string[] {
  const most = Math.max(...[...readings.values()].map(({ availableBytes }) => availableBytes))
  return [...readings].flatMap(([name, { availableBytes }]) =>
    availableBytes < most * OWN_LIMIT ? [name] : [],
  )
}

function factsOf(
  host: string,
  { standings }: MountChoice,
  refused: ReadonlyMap<string, UnwatchedReason>,
): readonly ListedMount[] {
  return standings.map(standing => {
    const { id, parentId, mount, root, filesystem, device, fsType } = standing.mount
    const place = { id, parentId, mount, root, filesystem, device, fsType }
    if ('unwatched' in standing) return { ...place, diskId: null, unwatched: standing.unwatched }
    const reason = refused.get(standing.watchedAs)
    if (reason !== undefined) return { ...place, diskId: null, unwatched: reason }
    return { ...place, diskId: diskIdOf(host, standing.watchedAs), unwatched: null }
  })
}

function eventsOf(
  host: string,
  listingId: string,
  mounts: readonly ListedMount[],
): readonly MountsListed[] {
  const parts = partsOf(mounts)
  return parts.slice(0, MOST_PARTS).map((part, index) => ({
    type: 'disk.MountsListed',
    data: { host, listingId, part: index, parts: parts.length, mounts: part },
  }))
}

function partsOf(mounts: readonly ListedMount[]): readonly (readonly ListedMount[])[] {
  const parts: ListedMount[][] = [[]]
  let bytes = 0
  for (const mount of mounts) {
    const size = Buffer.byteLength(JSON.stringify(mount)) + 1
    if (bytes + size > PART_BYTES) {
      parts.push([])
      bytes = 0
    }
    parts.at(-1)?.push(mount)
    bytes += size
  }
  return parts
}
