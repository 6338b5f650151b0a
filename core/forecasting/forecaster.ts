import { findRise, restSeconds, type Rise } from './find-rise.ts'
import { fitRise } from './fit-rise.ts'
import { History, memorySeconds } from './history.ts'

/** When a value reaches its end if it goes on as it did. `lowSeconds` is the early bound, `highSeconds` the late one, of 95 %. */
export interface Outlook {
  readonly inSeconds: number
  readonly lowSeconds: number
  readonly highSeconds: number
  /** What is left, against what has grown since the rise began: how far beyond its past it is believed. */
  readonly reach: number
  /** How long the rise has been seen, in seconds of watching. */
  readonly seenSeconds: number
}

/** One reading of a value that rises towards an end. */
export interface Reading {
  readonly at: Date
  readonly value: number
  readonly end: number
}

/** Looks ahead for one value, a reading at a time, in bounded memory. */
export interface Forecaster {
  /** Takes a reading and answers what it foresees; null: no end. */
  take(reading: Reading): Outlook | null
}

/** What is left may be so many times what has grown; of less growth nobody is told. */
const furthestReach = 25
/** Student's t for 95 % at 7 degrees of freedom: blocks of one rise count for no more than that. */
const bound = 2.4
/** The end has moved, and the value with it by this share of it: it is another thing under the same name. */
const anotherThing = 0.02
/** The median of five is two readings behind. */
const lagReadings = 2
const soonestSeconds = 60

const reached = { inSeconds: 0, lowSeconds: 0, highSeconds: 0 } as const

/** Creates a forecaster of readings that come every `stepSeconds`, looking back over `windowSeconds`. */
export function createForecaster(stepSeconds: number, windowSeconds = memorySeconds): Forecaster {
  let history = new History(stepSeconds, windowSeconds)
  let last: Reading | undefined

  return {
    take(reading) {
      if (last && isAnother(last, reading)) history = new History(stepSeconds, windowSeconds)
      last = reading
      history.take(reading.at.getTime() / 1000, reading.value)
      const { stretches } = history
      const { end } = reading
      const rise = findRise({ stretches, end, stepSeconds })
      if (!rise) return null
      const remaining = remainingOf(rise, end, stepSeconds)
      const reach = remaining / rise.growth
      if (remaining === 0) return { ...reached, reach, seenSeconds: rise.lengthSeconds }
      if (reach > furthestReach) return null
      const fit = fitRise(stretches, rise.start, { end, lagSeconds: lagReadings * stepSeconds })
      if (!fit) return null
      const steadily = remaining / fit.slope
      const inSeconds = untilEnd(rise, steadily)
      if (inSeconds > windowSeconds) return null
      const waited = Math.max(steadily - inSeconds, 0)
      const lowSeconds = Math.max(0, Math.exp(fit.logSeconds - bound * fit.logError) - waited)
      const highSeconds = Math.exp(fit.logSeconds + bound * fit.logError)
      return {
        inSeconds: Math.round(Math.min(Math.max(inSeconds, lowSeconds), highSeconds)),
        lowSeconds: Math.round(lowSeconds),
        highSeconds: Math.round(highSeconds),
        reach,
        seenSeconds: rise.lengthSeconds,
      }
    },
  }
}

function isAnother(before: Reading, { value, end }: Reading): boolean {
  return before.end !== end && Math.abs(value - before.value) > anotherThing * end
}

function remainingOf(rise: Rise, end: number, stepSeconds: number): number {
  const left = Math.max(end - rise.top, 0)
  const isRising = rise.quietSeconds < 3 * stepSeconds
  const unseen = (lagReadings * stepSeconds * rise.growth) / rise.lengthSeconds
  return isRising ? Math.max(left - unseen, 0) : left
}

// What comes in bursts is expected when the quiet is over that there was between them, not at its average pace.
function untilEnd({ quietSeconds, longestQuietSeconds }: Rise, steadily: number): number {
  if (quietSeconds <= restSeconds) return steadily
  const next = Math.max(steadily, longestQuietSeconds) - quietSeconds
  return Math.max(next, steadily / 10, soonestSeconds)
}
