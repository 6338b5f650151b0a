import type { Stretch } from './history.ts'

/** When a value reaches its end if it goes on as it did. */
export interface Fit {
  /** A second of watching, in the unit of the readings. */
  readonly slope: number
  /** The logarithm of the seconds until the end is reached, and its standard error. */
  readonly logSeconds: number
  readonly logError: number
}

/** What is aimed at, and by how much the readings are behind. */
interface Aim {
  readonly end: number
  readonly lagSeconds: number
}

/** So many means of equal times a rise is made of. */
const blocks = 40
const fewestBlocks = 6

/** One account of what makes readings uneven: how much of it stays, and how long the rest lasts. */
interface Account {
  /** Variance that a block adds for good, against that of the noise. */
  readonly wander: number
  /** Correlation of the noise from block to block. */
  readonly persistence: number
  readonly weight: number
}

// Half of the belief is that it is a line seen through noise, the rest that it wanders: files come when they come. The readings
// decide between them, and where they cannot, the bounds are as wide as that doubt.
const accounts: readonly Account[] = [0, 0.5].flatMap(persistence =>
  [
    { wander: 0, weight: 3 },
    { wander: 0.001, weight: 1 },
    { wander: 1, weight: 1 },
    { wander: 100, weight: 1 },
  ].map(account => ({ ...account, persistence })),
)

/**
 * Fits a straight rise to the means of equal blocks, by generalised least squares through a Kalman filter (Durbin and Koopman,
 * Time Series Analysis by State Space Methods, chapters 2 and 5): the level wanders, the noise persists, and the bounds hold the
 * error of the line, of the level and of what is still to come. The accounts are averaged by how likely the readings are under each.
 * Null where it does not rise.
 */
export function fitRise(
  stretches: readonly Stretch[],
  start: number,
  { end, lagSeconds }: Aim,
): Fit | null {
  const means = meansOf(stretches, start, lagSeconds)
  if (means.at.length < fewestBlocks) return null
  const outcomes = accounts.map(account => fitAccount(means, account, end))
  const best = Math.max(...outcomes.map(({ logLikelihood }) => logLikelihood))
  let all = 0
  let weight = 0
  let slope = 0
  let logSeconds = 0
  let logError = 0
  for (const outcome of outcomes) {
    const share = outcome.weight * Math.exp(outcome.logLikelihood - best)
    all += share
    if (!(outcome.slope > 0 && outcome.ahead > 0)) continue
    weight += share
    slope += share * Math.log(outcome.slope / means.seconds)
    logSeconds += share * Math.log(outcome.ahead * means.seconds)
    logError += share * outcome.logError
  }
  if (!(weight > all / 2)) return null
  return {
    slope: Math.exp(slope / weight),
    logSeconds: logSeconds / weight,
    logError: logError / weight,
  }
}

/** Means of blocks; times in blocks from the first of them. */
interface Means {
  readonly at: readonly number[]
  readonly values: readonly number[]
  readonly now: number
  /** Length of a block. */
  readonly seconds: number
}

function meansOf(stretches: readonly Stretch[], start: number, lagSeconds: number): Means {
  const from = stretches[start]?.at ?? 0
  const now = stretches.at(-1)?.at ?? 0
  const seconds = (now - from) / blocks
  const sums = Array.from({ length: blocks }, () => ({ value: 0, at: 0, readings: 0 }))
  for (const { at, seconds: length, mean, readings } of stretches.slice(start + 1)) {
    const middle = at - length / 2 - lagSeconds
    const sum = sums[Math.min(blocks - 1, Math.max(0, Math.floor((middle - from) / seconds)))]
    if (!sum) continue
    sum.value += mean * readings
    sum.at += middle * readings
    sum.readings += readings
  }
  const filled = sums.filter(({ readings }) => readings > 0)
  const times = filled.map(({ at, readings }) => at / readings / seconds)
  const first = times[0] ?? 0
  return {
    at: times.map(time => time - first),
    values: filled.map(({ value, readings }) => value / readings),
    now: now / seconds - first,
    seconds,
  }
}

interface Outcome {
  readonly weight: number
  readonly logLikelihood: number
  /** A block. */
  readonly slope: number
  /** Blocks until the end. */
  readonly ahead: number
  readonly logError: number
}

// The filter runs over the readings and over the two columns of the line alike; what it leaves of each is regressed.
function fitAccount(means: Means, { wander, persistence, weight }: Account, end: number): Outcome {
  const { at, values, now } = means
  const origin = values[0] ?? 0
  let [levelVariance, noiseVariance, covariance] = [0, 1, 0]
  let [levelY, noiseY, levelOne, noiseOne, levelT, noiseT] = [0, 0, 0, 0, 0, 0]
  let [oneOne, oneT, tT, oneY, tY, yY, logVariances] = [0, 0, 0, 0, 0, 0, 0]
  for (const [index, time] of at.entries()) {
    if (index > 0) {
      noiseY *= persistence
      noiseOne *= persistence
      noiseT *= persistence
      levelVariance += wander
      noiseVariance = persistence ** 2 * noiseVariance + 1 - persistence ** 2
      covariance *= persistence
    }
    const variance = levelVariance + 2 * covariance + noiseVariance
    const levelGain = (levelVariance + covariance) / variance
    const noiseGain = (covariance + noiseVariance) / variance
    const y = (values[index] ?? 0) - origin - levelY - noiseY
    const one = 1 - levelOne - noiseOne
    const t = time - levelT - noiseT
    levelY += levelGain * y
    noiseY += noiseGain * y
    levelOne += levelGain * one
    noiseOne += noiseGain * one
    levelT += levelGain * t
    noiseT += noiseGain * t
    const shared = covariance - levelGain * (covariance + noiseVariance)
    levelVariance -= levelGain * (levelVariance + covariance)
    noiseVariance -= noiseGain * (covariance + noiseVariance)
    covariance = shared
    logVariances += Math.log(variance)
    oneOne += one ** 2 / variance
    oneT += (one * t) / variance
    tT += t ** 2 / variance
    oneY += (one * y) / variance
    tY += (t * y) / variance
    yY += y ** 2 / variance
  }
  const determinant = oneOne * tT - oneT ** 2
  const offset = (tT * oneY - oneT * tY) / determinant
  const slope = (oneOne * tY - oneT * oneY) / determinant
  const degrees = at.length - 2
  // Readings on a line leave nothing; the smallest of remainders keeps the logarithm finite.
  const left = Math.max(yY - offset * oneY - slope * tY, 1e-9 * yY + Number.MIN_VALUE)
  const level = origin + levelY + offset * (1 - levelOne) + slope * (now - levelT)
  const remaining = end - level
  const ahead = remaining / slope
  const byOne = 1 - levelOne
  const byT = now + ahead - levelT
  const ofLine = (tT * byOne ** 2 - 2 * oneT * byOne * byT + oneOne * byT ** 2) / determinant
  const ofLevel = levelVariance + wander * (ahead + now - (at.at(-1) ?? 0))
  return {
    weight,
    logLikelihood: -(logVariances + Math.log(determinant) + degrees * Math.log(left)) / 2,
    slope,
    ahead,
    logError: Math.sqrt((left / degrees) * (ofLine + ofLevel)) / remaining,
  }
}
