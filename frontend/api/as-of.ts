import { computed } from '@preact/signals'
import { query } from '../state/route.ts'

/** The moment that every read is asked about, a time or a position, as it stands in the address; null: now. */
export const asOf = computed(() => query.value.get('as_of'))
