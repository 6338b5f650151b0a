import type { Decider } from '../../../core/event.ts'
import type { DaySummary, Disk, DiskDayEvent } from '../events.ts'

/** What has been kept of a disk's days. */
export interface Days {
  /** The last day that was summarised. */
  readonly lastDay: string | null
  /** Where in the samples' stream the day after it begins. */
  readonly nextRevision: bigint
  /** Summarised days whose detail is still there, oldest first. */
  readonly detailed: readonly string[]
}

/** Close the days that are over, and let go of the detail of days whose samples are about to expire. */
export interface CloseDays {
  readonly disk: Disk
  readonly summaries: readonly DaySummary[]
  /** Detail is kept from this day on. */
  readonly detailFrom: string
}

/** The rules of `diskDay-<id>`: a day is summarised once, in order, and its detail expires once. */
export const daysDecider: Decider<Days, CloseDays, DiskDayEvent> = {
  initial: { lastDay: null, nextRevision: 0n, detailed: [] },
  evolve(days, { type, data }) {
    switch (type) {
      case 'disk.DaySummarised':
        return {
          lastDay: data.day,
          nextRevision: BigInt(data.nextRevision),
          detailed: [...days.detailed, data.day],
        }
      case 'disk.DetailExpired':
        return { ...days, detailed: days.detailed.filter(day => day !== data.day) }
      default:
        return type satisfies never
    }
  },
  decide({ disk, summaries, detailFrom }, { lastDay, detailed }) {
    const fresh = summaries.filter(({ day }) => lastDay === null || day > lastDay)
    const expired = [...detailed, ...fresh.map(({ day }) => day)].filter(day => day < detailFrom)
    return [
      ...fresh.map(data => ({ type: 'disk.DaySummarised', data }) as const),
      ...expired.map(day => ({ type: 'disk.DetailExpired', data: { ...disk, day } }) as const),
    ]
  },
}
