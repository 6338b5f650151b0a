/** What a reading can show, from best to worst. */
export const levels = ['ok', 'warning', 'critical', 'emergency'] as const

/** The levels that have limits. */
export const pressures = ['warning', 'critical', 'emergency'] as const

/** What a subject can be: a level, or `unknown` while it cannot be read. */
export const severities = [...levels, 'unknown'] as const

export type Level = (typeof levels)[number]
export type Pressure = (typeof pressures)[number]
export type Severity = (typeof severities)[number]

/** Tells whether `level` is at least as bad as `other`. */
export function reaches(level: Level, other: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(other)
}

/** The worst of some levels; `ok` of none. */
export function worstOf(found: Iterable<Level>): Level {
  let worst: Level = 'ok'
  for (const level of found) if (reaches(level, worst)) worst = level
  return worst
}

/** Tells whether a level blocks what depends on the subject. */
export function blocks(level: Level): boolean {
  return reaches(level, 'critical')
}
