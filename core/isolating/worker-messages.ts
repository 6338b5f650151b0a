import type { Machine } from '../host.ts'

/** What a reader's thread is started with. */
export interface ReaderStart {
  /** URL of the module whose default export reads. */
  readonly module: string
  /** Folders of extensions, for `shareModules`. */
  readonly folders: readonly string[]
  readonly machine: Machine
  readonly config: object
  /** Where it says how much memory it holds, and when it said so last. */
  readonly vitals: SharedArrayBuffer
}

/** What a reader's thread is told. */
export type ToReader =
  | { readonly kind: 'read'; readonly number: number }
  | { readonly kind: 'end'; readonly number: number }
  | { readonly kind: 'called'; readonly number: number; readonly result: unknown }
  | {
      readonly kind: 'refused'
      readonly number: number
      readonly code: string
      readonly reason: string
    }

/** What a reader's thread tells. */
export type FromReader =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly number: number; readonly json: string }
  | { readonly kind: 'failed'; readonly number: number; readonly reason: string }
  | {
      readonly kind: 'call'
      readonly number: number
      readonly method: string
      readonly request: object
    }
  | {
      readonly kind: 'log'
      readonly level: 'debug' | 'info' | 'warn' | 'error'
      readonly fields: object
      readonly text: string
    }

/** Most characters of JSON that one reading of all subjects may be. */
export const longestReadings = 4 * 1_024 * 1_024

/** Most lines that a guard writes into the log from its thread. */
export const mostLines = { most: 100, inMs: 1_000 } as const

/** Most characters of a line's text, and of its fields as JSON. */
export const longestLine = 16_384

/** Most calls of other machines that a guard waits for at once. */
export const mostCalls = 64

/** More than anything but a flood: of what is told so often, the thread of all others could not do anything else. */
export const mostMessages = { most: 2_000, inMs: 1_000 } as const

/** How often a thread says how it is, in milliseconds. */
export const vitalsEveryMs = 50

/** Bytes that a thread holds, its buffers outside the heap included. */
export function bytesIn(vitals: SharedArrayBuffer): number {
  return Number(Atomics.load(new BigInt64Array(vitals), 0))
}

/** How often the thread has said so; it stands still while the thread does not come to it. */
export function beatsIn(vitals: SharedArrayBuffer): number {
  return Number(Atomics.load(new BigInt64Array(vitals), 1))
}

/** Says how much memory the thread holds. */
export function tellVitals(vitals: SharedArrayBuffer, bytes: number): void {
  const cells = new BigInt64Array(vitals)
  Atomics.store(cells, 0, BigInt(bytes))
  Atomics.add(cells, 1, 1n)
}

/** Memory for the vitals of one thread. */
export function createVitals(): SharedArrayBuffer {
  return new SharedArrayBuffer(16)
}
