/** The words that a tag floats by, whatever stands behind them. */
export const floatingWords = [
  ...['latest', 'main', 'master', 'dev', 'edge', 'stable', 'snapshot', 'none'],
  ...['nightly', 'canary', 'head', 'trunk', 'develop', 'current', 'next', 'lts', 'rolling'],
] as const

/** How exactly a tag says which image it means. */
export type TagKind = 'exact' | 'floating' | 'bare_major'

// What ends in one of these goes on being built, also behind a whole version.
const endings = ['latest', 'snapshot', 'nightly']

// A date, a commit, or a version of three numbers tells which of them it is.
const exactPart = /^(?:\d{6,}.*|[0-9a-f]{7,40}|v?\d+\.\d+\.\d+.*)$/

/**
 * Judges a tag by its words. It floats when it begins with a word that floats and nothing after it is exact, when it ends
 * in one that goes on, or when no digit is in it; it is a bare major version when its number has no second part.
 */
export function judgeTag(tag: string, furtherWords: readonly string[]): TagKind {
  const [first = '', ...others] = tag.toLowerCase().split(/[-_]/)
  const isExact = others.some(part => exactPart.test(part))
  const words: readonly string[] = [...floatingWords, ...furtherWords]
  if (words.includes(first) && !isExact) return 'floating'
  if (endings.includes(others.at(-1) ?? first)) return 'floating'
  if (!/\d/.test(tag) && !exactPart.test(tag)) return 'floating'
  return /^v?\d{1,4}$/.test(first) && !isExact ? 'bare_major' : 'exact'
}
