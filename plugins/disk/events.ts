import type { DomainEvent } from '../../core/event.ts'
import type { Forecast } from './forecasting/forecast.ts'
import type { Judgement, Reading } from './judging/judgement.ts'
import type { Limits } from './judging/limits.ts'
import type { Level, Severity } from './severity.ts'

/** Which disk: one filesystem of one host. */
export interface Disk {
  readonly diskId: string
  readonly host: string
  readonly mount: string
}

/** One reading, and everything it was judged by. */
export interface Sample extends Disk, Reading, Judgement {
  readonly device: string
  readonly fsType: string
  readonly intervalSeconds: number
  readonly limits: Limits
  readonly forecast: Forecast | null
}

export const failures = ['not_mounted', 'timed_out', 'unreadable'] as const

/** A reading that did not succeed. */
export interface FailedRead extends Disk {
  readonly failure: (typeof failures)[number]
  readonly message: string
  readonly intervalSeconds: number
}

export const changeReasons = [
  'limit_passed',
  'recovered',
  'reads_failed',
  'reads_succeeded',
] as const

/** A change of a disk's recorded severity, with what made it so. */
export interface PressureChange extends Disk {
  readonly from: Severity
  readonly to: Severity
  /** The last level that was known; it holds while the severity is `unknown`. */
  readonly held: Level
  readonly reason: (typeof changeReasons)[number]
  readonly text: string
  /** Since when what the change rests on has been so. */
  readonly becameTrueAt: string
  /** The observation it was judged at, when Decklog received it, and what that read. */
  readonly observationId: string
  readonly observedAt: string
  readonly reading: Reading | null
}

/** The lowest, the highest and the last value of a day. */
export interface Range {
  readonly min: number
  readonly max: number
  readonly last: number
}

/** An observation that a summary keeps beyond its retention. */
export interface Kept<Data> {
  readonly eventId: string
  readonly receivedAt: string
  readonly data: Data
}

/** What is kept for ever of one UTC day. */
export interface DaySummary extends Disk {
  readonly day: string
  readonly samples: number
  readonly failedReads: number
  readonly usedBytes: Range | null
  readonly availableBytes: Range | null
  readonly lastSample: Kept<Sample> | null
  readonly lastFailure: Kept<FailedRead> | null
  /** Where in the samples' stream the next day begins. */
  readonly nextRevision: string
}

/** A day whose samples are about to expire, and with them what was rolled up finer than a day. */
export interface ExpiredDetail extends Disk {
  readonly day: string
}

export type Sampled = DomainEvent<'disk.Sampled', Sample>
export type ReadFailed = DomainEvent<'disk.ReadFailed', FailedRead>
export type PressureChanged = DomainEvent<'disk.PressureChanged', PressureChange>
export type DaySummarised = DomainEvent<'disk.DaySummarised', DaySummary>
export type DetailExpired = DomainEvent<'disk.DetailExpired', ExpiredDetail>

export type DiskObservation = Sampled | ReadFailed
export type DiskDayEvent = DaySummarised | DetailExpired
export type DiskEvent = DiskObservation | PressureChanged | DiskDayEvent
