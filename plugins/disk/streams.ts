import { v5 } from 'uuid'
/** Stream of a disk's observations. */
export const sampleStream = (diskId: string): string => `diskSample-${diskId}`

/** Stream of a disk's severity. */
export const pressureStream = (diskId: string): string => `disk-${diskId}`

/** Stream of the summaries of a disk's days. */
export const dayStream = (diskId: string): string => `diskDay-${diskId}`

const namespace = '6f6e0a52-6d5c-4bd0-8a53-0f5ad2f3a9c1'

/** The id of a disk: the same host and mount always give the same UUID. */
export function diskIdOf(host: string, mount: string): string {
  return v5(JSON.stringify([host, mount]), namespace)
}

/** Stream of the mounts of a host. */
export const mountsStream = (host: string): string => `diskMounts-${v5(host, namespace)}`
