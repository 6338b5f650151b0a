/** Stream of a disk's observations. */
export const sampleStream = (diskId: string): string => `diskSample-${diskId}`

/** Stream of a disk's severity. */
export const pressureStream = (diskId: string): string => `disk-${diskId}`

/** Stream of the summaries of a disk's days. */
export const dayStream = (diskId: string): string => `diskDay-${diskId}`
