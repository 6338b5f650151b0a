import { computed, signal } from '@preact/signals'
import { query } from '../state/route.ts'
import type { Problem } from './problem.ts'

/** The moment that every read is asked about, a time or a position, as it stands in the address; null: now. */
export const asOf = computed(() => query.value.get('as_of') || null)

/** A place in the ledger, and the time that it stands for, in ms. */
export interface Moment {
  readonly position: string
  readonly at: number
}

interface Found {
  /** What stood in the address. */
  readonly of: string
  readonly moment: Moment | undefined
  /** Why there is no such moment, or none yet. */
  readonly problem: Problem | undefined
}

/** What was found of a moment that was asked for. */
export const found = signal<Found | null>(null)

/** What was found of the moment that the page stands at; null now, and until it was looked for. */
export const standsAt = computed(() =>
  asOf.value !== null && found.value?.of === asOf.value ? found.value : null,
)

/** The time that the page stands at, in ms, where that is of the past and known. */
export const pastTime = computed<number | null>(() => {
  if (asOf.value === null) return null
  // A position is digits alone, which some browsers take for a year.
  const time = /\D/.test(asOf.value) ? Date.parse(asOf.value) : Number.NaN
  return Number.isNaN(time) ? (standsAt.value?.moment?.at ?? null) : time
})

/** The moment that the page stands at, in ms: now, or a time of the past; where that is a position, the time that is said to be known. */
export function momentMs(known: string | null): number {
  return (
    pastTime.value ?? (asOf.value === null ? Date.now() : Date.parse(known ?? '') || Date.now())
  )
}

/** Tells whether what went wrong is the moment itself: there is none such. */
export function isNoMoment(problem: Problem | undefined): problem is Problem {
  return problem?.fields.some(({ field }) => field === 'as_of') ?? false
}
