/** How something stands, from well to worst as they are listed. What nobody knows is worse than a warning, and is never green. */
export const levels = ['ok', 'warning', 'unknown', 'critical', 'emergency'] as const
export type Level = (typeof levels)[number]

const names: readonly string[] = levels

/** The level that a word of the API stands for; what is no level is unknown. */
export function levelOf(word: string | null | undefined): Level {
  return isLevel(word) ? word : 'unknown'
}

function isLevel(word: string | null | undefined): word is Level {
  return word !== null && word !== undefined && names.includes(word)
}

/** Where a level stands from well to worst. */
export function rankOf(level: Level): number {
  return levels.indexOf(level)
}

/** The worst of some levels; ok when there is none. */
export function worstOf(found: Iterable<Level>): Level {
  let worst: Level = 'ok'
  for (const level of found) if (rankOf(level) > rankOf(worst)) worst = level
  return worst
}

const ofContinuity: Readonly<Record<string, Level>> = {
  alive: 'ok',
  new: 'ok',
  paused: 'ok',
  stale: 'warning',
  failing: 'critical',
  unreachable: 'critical',
}

/** How bad the continuity of an agent is. */
export function levelOfContinuity(continuity: string): Level {
  return ofContinuity[continuity] ?? 'unknown'
}

const ofHealth: Readonly<Record<string, Level>> = {
  ok: 'ok',
  degraded: 'warning',
  failing: 'critical',
}

/** How bad the state of a part of Decklog itself is, as `/readyz` tells it. */
export function levelOfHealth(state: string): Level {
  return ofHealth[state] ?? 'unknown'
}
