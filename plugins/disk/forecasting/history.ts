import type { Past } from './forecast.ts'

/** So many points are kept of a window, evenly: the fit looks at every pair of them. */
const POINTS = 360

/**
 * Adds a reading to a disk's history, oldest first: drops what is older than the window, and lets the newest take the place of the
 * last while the last is nearer to its forerunner than an even spread allows.
 */
export function extendHistory(
  history: readonly Past[],
  past: Past,
  windowSeconds: number,
): readonly Past[] {
  const oldest = past.at.getTime() - windowSeconds * 1000
  const recent = history.filter(({ at }) => at.getTime() >= oldest && at < past.at)
  const [forerunner, last] = recent.slice(-2)
  const spacing = (windowSeconds * 1000) / POINTS
  const isCrowded = forerunner && last && last.at.getTime() - forerunner.at.getTime() < spacing
  return [...(isCrowded ? recent.slice(0, -1) : recent), past]
}
