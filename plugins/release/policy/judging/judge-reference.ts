import { type ImageReference, parseReference } from '../reference/parse-reference.ts'
import { floatingRules, type Policy, type RuleName } from './policy-config.ts'

/** What is wrong with a reference, apart from where it stands. */
export interface Fault {
  readonly rule: RuleName
  readonly message: string
  readonly fix: string
  readonly waiving: 'possible' | 'refused'
}

const ownFix = 'Name it by the tag that the release gave it: <sha12>-<YYYYMMDDtHHMMSSz>.'
const foreignFix = 'Name an exact version, such as 16.4, or the digest alone.'

/** Judges an image by its reference alone. */
export function judgeReference(reference: ImageReference, policy: Policy): readonly Fault[] {
  const own = isOwn(reference, policy.ownImages)
  const faults = own ? judgeOwn(reference, policy) : judgeForeign(reference, policy)
  return faults.map(([rule, message]) => ({
    rule,
    message,
    fix: fixOf(rule, own),
    waiving: own && floatingRules.includes(rule) ? 'refused' : 'possible',
  }))
}

type Complaint = readonly [RuleName, string]

function judgeForeign({ tag, digest }: ImageReference, policy: Policy): readonly Complaint[] {
  if (tag !== undefined) return floats(tag, policy)
  return digest === undefined ? [['missing-tag', 'It has no tag, which means latest.']] : []
}

function judgeOwn({ tag, digest }: ImageReference, policy: Policy): readonly Complaint[] {
  const unpinned: readonly Complaint[] =
    digest === undefined && policy.ownDigests === 'required'
      ? [['own-digest', 'It has been pushed and has no digest.']]
      : []
  return [...judgeOwnTag(tag, policy), ...unpinned]
}

function judgeOwnTag(tag: string | undefined, policy: Policy): readonly Complaint[] {
  if (tag === undefined) return [['missing-tag', 'An own image has a tag beside its digest.']]
  if (readReleaseTag(tag)) return []
  const floating = floats(tag, policy)
  return floating.length > 0
    ? floating
    : [['own-tag', `The tag ${tag} does not say which commit it is, built when.`]]
}

function floats(tag: string, policy: Policy): readonly Complaint[] {
  switch (judgeTag(tag, policy.floatingWords)) {
    case 'exact':
      return []
    case 'floating':
      return [['floating-tag', `The tag ${tag} means another image tomorrow.`]]
    case 'bare_major':
      return [['bare-major-tag', `The tag ${tag} names a major version alone.`]]
  }
}

function fixOf(rule: RuleName, own: boolean): string {
  if (rule === 'own-digest') return 'Add @sha256:… as the release manifest has it.'
  return own ? ownFix : foreignFix
}

/** Tells whether an image is one of ours: by its last name, or, where there is a slash, by the beginning of its repository. */
function isOwn({ domain, path }: ImageReference, ownImages: readonly string[]): boolean {
  return ownImages.some(own => {
    if (!own.includes('/')) return path.split('/').at(-1) === own
    // With one more part it cannot be taken for an image of Docker Hub's library.
    const parsed = parseReference(`${own}/image`)
    if (parsed.kind === 'invalid' || parsed.reference.domain !== domain) return false
    const prefix = parsed.reference.path.replace(/\/image$/, '')
    return path === prefix || path.startsWith(`${prefix}/`)
  })
}

/** The words that a tag floats by, whatever stands behind them. */
export const floatingWords = [
  ...['latest', 'main', 'master', 'dev', 'edge', 'stable', 'snapshot', 'none'],
  ...['nightly', 'canary', 'head', 'trunk', 'develop', 'current', 'next', 'lts', 'rolling'],
  ...['unstable', 'testing', 'daily', 'weekly', 'preview', 'experimental'],
] as const

/** How exactly a tag says which image it means. */
type TagKind = 'exact' | 'floating' | 'bare_major'

// What ends in one of these goes on being built, also behind a whole version.
const endings = ['latest', 'snapshot', 'nightly']

// A date, a commit, or a version of three numbers tells which of them it is.
const exactPart = /^(?:\d{6,}.*|[0-9a-f]{7,40}|v?\d+\.\d+\.\d+(?!.*\.[x*](?:\.|$)).*)$/
const wholeVersion = /^v?\d+\.\d+\.\d+/
const date = /(?:^|\D)\d{4}-\d{2}-\d{2}(?:\D|$)/

/**
 * Judges a tag by its words. It floats when one of them floats and nothing in it is exact, when it ends in one that goes on, or when
 * there is no version in it; it is a bare major version when its number has no second part.
 */
export function judgeTag(tag: string, furtherWords: readonly string[]): TagKind {
  const text = tag.toLowerCase()
  const parts = text.split(/[-_]/)
  const [first = '', ...others] = parts
  const words = text.split(/[-_.]/)
  const floating: readonly string[] = [...floatingWords, ...furtherWords]
  if (endings.includes(words.at(-1) ?? '')) return 'floating'
  const isExact = (part: string, index: number): boolean =>
    exactPart.test(part) && !(wholeVersion.test(part) && isOfNamed(parts, index, floating))
  if (date.test(text) || parts.some(isExact)) return 'exact'
  if (words.some(word => floating.includes(word))) return 'floating'
  const kind = judgeWord(first)
  if (kind === 'exact' || /^v?\d/.test(first)) return kind
  // Behind the name of something: release-1.2, jdk17-3.9; not 3.20-alpine's kind, which begins with its version.
  const versions = others.filter(part => /^v?\d/.test(part)).map(judgeWord)
  if (versions.includes('exact')) return 'exact'
  return versions.includes('bare_major') ? 'bare_major' : kind
}

// In 17-alpine-3.20.1 the last is the version of alpine; in release-1.2.3 and main-1.2.3 it is the image's own.
function isOfNamed(parts: readonly string[], index: number, floating: readonly string[]): boolean {
  const before = parts[index - 1] ?? ''
  return index > 1 && /^[a-z]+$/.test(before) && !floating.includes(before)
}

/** Judges one word of a tag: 16, 16.x and pg16 are bare, alpine3.20 is the version of something else, r2025 a date. */
function judgeWord(word: string): TagKind {
  const [, name = '', numbers] = /^([a-z]*)(\d+(?:\.(?:\d+|[x*]))*)/.exec(word) ?? []
  if (numbers === undefined) return 'floating'
  const parts = numbers.split('.')
  const isWild = parts.some(part => part === 'x' || part === '*')
  const isVersion = name === '' || name === 'v'
  const count = parts.filter(part => /\d/.test(part)).length
  if (count === 1 && !isWild && !isVersion && numbers.length >= 4) return 'exact'
  // As in 8u392 and 2024b.
  if (count === 1 && !isWild && isVersion && word.length > name.length + numbers.length)
    return 'exact'
  if (count === 1) return 'bare_major'
  return isWild || (!isVersion && count < 3) ? 'floating' : 'exact'
}

/** What the tag of an own image says. */
interface ReleaseTag {
  /** The first 12 digits of the commit. */
  readonly commit: string
  readonly builtAt: Date
}

const form = /^([0-9a-f]{12})-(\d{4})(\d{2})(\d{2})t(\d{2})(\d{2})(\d{2})z$/

/** Reads `<sha12>-<YYYYMMDDtHHMMSSz>`; undefined for any other tag, and for a time that there never was. */
export function readReleaseTag(tag: string): ReleaseTag | undefined {
  const [, commit, year, month, day, hour, minute, second] = form.exec(tag) ?? []
  if (commit === undefined) return undefined
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
  const builtAt = new Date(text)
  const isMoment = !Number.isNaN(builtAt.getTime()) && builtAt.toISOString() === text
  return isMoment ? { commit, builtAt } : undefined
}
