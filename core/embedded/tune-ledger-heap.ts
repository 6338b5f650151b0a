import { setFlagsFromString } from 'node:v8'

/**
 * Lets the heap of this process grow to five times of what is in use before V8 looks through all of it. Pages of events are many
 * times larger than the objects that point to them, are gone in milliseconds, and count as growth: looking through the heap for
 * them, three times a second while many events are read, stops readers for 5 to 10 ms each.
 */
export function tuneLedgerHeap(): void {
  setFlagsFromString('--heap-growing-percent=400')
}
