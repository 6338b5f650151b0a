import type { LevelLimit, MeasureLimits } from '../measure.ts'
import { type Pressure, pressures } from '../levels.ts'

/** The values that a measure can have at all: a level that is left only beyond them could never be left. */
export interface Range {
  readonly least?: number
  readonly most?: number
}

/** What is wrong with one limit. `wrong_side`: it is left where it is still entered. `not_worse`: a milder level begins no sooner. `never_left`: no value that the measure can have leaves it. */
export interface LimitFault {
  readonly level: Pressure
  readonly fault: 'wrong_side' | 'not_worse' | 'never_left'
  /** What is wrong, to follow the name of the limit. */
  readonly message: string
}

/** Names every limit that contradicts itself or a milder one, or that could never be left again. */
export function checkLimits(limits: MeasureLimits, range: Range = {}): readonly LimitFault[] {
  const bounded = pressures.flatMap(level => {
    const limit = limits[level]
    return limit ? [{ level, limit }] : []
  })
  return bounded.flatMap((one, index) => [
    ...turned(one, limits.side),
    ...unordered(one, bounded[index - 1], limits.side),
    ...unleavable(one, limits.side, range),
  ])
}

type Side = MeasureLimits['side']

interface Bounded {
  readonly level: Pressure
  readonly limit: LevelLimit
}

/** Tells whether a value lies further on the bad side than another. */
function isBeyond(side: Side, value: number, other: number): boolean {
  return side === 'below' ? value < other : value > other
}

function* turned({ level, limit: { enter, leave } }: Bounded, side: Side): Generator<LimitFault> {
  if (!isBeyond(side, leave, enter)) return
  const message = `is left at ${leave}, which is still ${side} the ${enter} that it is entered by`
  yield { level, fault: 'wrong_side', message }
}

function* unordered(
  { level, limit: { enter } }: Bounded,
  milder: Bounded | undefined,
  side: Side,
): Generator<LimitFault> {
  if (!milder || isBeyond(side, enter, milder.limit.enter)) return
  const message = `is ${enter}, which is not ${side} the ${milder.limit.enter} of ${milder.level}`
  yield { level, fault: 'not_worse', message }
}

function* unleavable(
  { level, limit: { leave } }: Bounded,
  side: Side,
  { least = -Infinity, most = Infinity }: Range,
): Generator<LimitFault> {
  if (side === 'below' ? leave <= most : leave >= least) return
  const end = side === 'below' ? most : least
  const message = `could never be left: that takes ${leave}, and ${end} is the ${side === 'below' ? 'most' : 'least'} there can be`
  yield { level, fault: 'never_left', message }
}
