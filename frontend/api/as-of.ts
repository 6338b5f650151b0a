import { computed } from '@preact/signals'
import { query } from '../state/route.ts'

/** The moment that every read is asked about, a time or a position, as it stands in the address; null: now. */
export const asOf = computed(() => query.value.get('as_of'))

/** The moment that the page stands at, in ms: now, or a time of the past; where that is a position, the time that is said to be known. */
export function momentMs(known: string | null): number {
  if (asOf.value === null) return Date.now()
  const time = Date.parse(asOf.value)
  // A position is digits alone, which some browsers take for a year.
  return /\D/.test(asOf.value) && !Number.isNaN(time) ? time : Date.parse(known ?? '') || Date.now()
}
