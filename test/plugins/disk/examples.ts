import { diskEvents } from '../../../plugins/disk/events.ts'

/** The canonical examples of what disk events tell. */
export const { example: sample } = diskEvents['disk.Sampled']
export const { example: failedRead } = diskEvents['disk.ReadFailed']
export const { example: pressureChange } = diskEvents['disk.PressureChanged']
export const { example: daySummary } = diskEvents['disk.DaySummarised']
