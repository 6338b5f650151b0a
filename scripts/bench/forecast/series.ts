import { createRandom, normal } from '../../random.ts'

export const minute = 60
export const hour = 3_600
export const day = 86_400

/** One reading of a disk, so many seconds into its story. */
export interface Point {
  readonly atSeconds: number
  readonly availableBytes: number
  readonly capacityBytes: number
}

/** A disk's story with a known end, a reading a minute. */
export interface Series {
  readonly family: string
  readonly name: string
  readonly points: readonly Point[]
  /** When nothing was available any more; null: that never came. */
  readonly fillAt: number | null
}

/** How a disk is written: all sizes in percent of 100 GB. */
export interface Story {
  readonly family: string
  readonly name: string
  readonly seconds: number
  /** What is used so many seconds in. Called in order of time, with a source of chance of its own. */
  used(atSeconds: number, random: () => number): number
  readonly capacity?: (atSeconds: number) => number
  /** When the machine sleeps, and nothing is read. */
  readonly asleep?: (atSeconds: number) => boolean
  /** Standard deviation of the noise, as a share of the disk. */
  readonly noise?: number
}

const bytesOfPercent = 1e9
const block = 4_096

/** Writes a story down: the same seed gives the same readings. It ends an hour after the disk is full. */
export function tell(story: Story, seed: number): Series {
  const { capacity = () => 100, asleep = () => false, noise = 0.000_02 } = story
  const random = createRandom(seed * 7_919)
  const points: Point[] = []
  let fillAt: number | null = null
  for (let at = 0; at <= story.seconds; at += minute) {
    const capacityBytes = capacity(at) * bytesOfPercent
    const uneven = Math.abs(normal(random)) * noise * capacityBytes
    const wanted = story.used(at, random) * bytesOfPercent + uneven
    const usedBytes = Math.min(Math.max(Math.round(wanted / block) * block, 0), capacityBytes)
    const availableBytes = capacityBytes - usedBytes
    if (fillAt === null && availableBytes <= 0) fillAt = at
    if (!asleep(at)) points.push({ atSeconds: at, availableBytes, capacityBytes })
    if (fillAt !== null && at > fillAt + hour) break
  }
  const { family, name } = story
  return { family, name, points, fillAt }
}

/** Seconds since a moment; none before it. */
export function since(at: number, start: number): number {
  return Math.max(at - start, 0)
}
