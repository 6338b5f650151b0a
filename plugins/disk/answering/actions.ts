import { type Level, reaches, blocks, type Standing } from '../../../core/plugin-api.ts'
import type { Forecast } from '../sample-events.ts'
import type { DiskState } from '../judging/standing.ts'
import { describeFilling } from './words.ts'

/** Something to do about a disk, why, and which gates are closed until it is done. */
export interface Action {
  readonly code: string
  readonly title: string
  readonly why: string
  readonly blocks: readonly string[]
}

/** What the recommendations rest on. */
export interface DiskCondition extends Standing {
  readonly mount: string
  /** How the disk stands, in a sentence. */
  readonly summary: string
  readonly inodesUsedPercent: number | null
  readonly inodesWarningPercent: number | null
  readonly forecast: Pick<Forecast, 'fullInSeconds' | 'severity' | 'of'> | null
  readonly state?: DiskState
}

/** Recommends what to do, the most urgent first; nothing about a disk that is well. */
export function recommendActions(disk: DiskCondition): readonly Action[] {
  return [
    ...restoreReadings(disk),
    ...haltWrites(disk),
    ...freeSpace(disk),
    ...freeInodes(disk),
    ...planCapacity(disk),
  ]
}

const gatesOf = (held: Level): readonly string[] => (blocks(held) ? ['disk'] : [])

function* restoreReadings({ severity, held, mount, state }: DiskCondition): Generator<Action> {
  if (severity !== 'unknown') return
  yield {
    code: 'restore_readings',
    title: titles[state ?? 'unreadable']?.(mount) ?? `Find out why ${mount} cannot be read`,
    why: blocks(held)
      ? `It was ${held} when it was last read, and stays blocked until it is read again.`
      : 'Nobody knows how full it is.',
    blocks: gatesOf(held),
  }
}

const titles: Partial<Readonly<Record<DiskState, (mount: string) => string>>> = {
  gone: mount => `Mount ${mount} again, or forget it: decklog disks forget --mount ${mount}`,
  covered: mount => `Unmount what lies over ${mount}, or forget it`,
  hanging: mount => `Find out why ${mount} does not answer`,
  silent: mount => `Find out why nobody reads ${mount}: is Decklog running there?`,
}

/** Recommends to watch what is not watched. */
export function watchIt(mount: string, why: string): readonly Action[] {
  return [
    {
      code: 'watch_disk',
      title: `Watch ${mount}, if it matters: name it in plugins.disk.include`,
      why: `It is not watched: ${why}.`,
      blocks: ['disk'],
    },
  ]
}

function* haltWrites({ held, mount }: DiskCondition): Generator<Action> {
  if (held !== 'emergency') return
  yield {
    code: 'halt_writes',
    title: `Stop what writes to ${mount}: builds, image pulls, rollouts, verbose logs`,
    why: 'So little is left that services may fail at any moment.',
    blocks: gatesOf(held),
  }
}

function* freeSpace({ held, mount, summary }: DiskCondition): Generator<Action> {
  if (!reaches(held, 'warning')) return
  yield {
    code: 'free_space',
    title: `Free space on ${mount}: old images, build caches, logs, backups; or enlarge it`,
    why: summary,
    blocks: gatesOf(held),
  }
}

function* freeInodes(disk: DiskCondition): Generator<Action> {
  const { inodesUsedPercent: used, inodesWarningPercent: limit, held, mount } = disk
  if (used === null || limit === null || used < limit) return
  yield {
    code: 'free_inodes',
    title: `Remove small files from ${mount}: caches, sessions, mail queues`,
    why: `${used} % of its inodes are used; without one no file can be made, however much space is left.`,
    blocks: gatesOf(held),
  }
}

function* planCapacity({ forecast, mount }: DiskCondition): Generator<Action> {
  if (!forecast || forecast.severity === 'ok') return
  yield {
    code: 'plan_capacity',
    title: `Find what fills ${mount}, or enlarge it, before it is full`,
    why: `At this pace it ${describeFilling(forecast)}.`,
    blocks: [],
  }
}
