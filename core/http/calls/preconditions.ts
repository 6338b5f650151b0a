import { DecklogError } from '../../errors.ts'

/** A stream revision as an entity tag. */
export function formatEtag(revision: bigint): string {
  return `"${revision}"`
}

/** The revision that `If-Match` names; undefined when the header is absent or `*`. */
export function parseIfMatch(header: string | undefined): bigint | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const tags = parseTags(header)
  const [only] = tags
  if (only === undefined || tags.length > 1) throw malformed()
  // A weak tag or one that is no revision is well-formed, and never matches.
  const revision = /^"(\d{1,19})"$/.exec(only)?.[1]
  if (revision !== undefined) return BigInt(revision)
  throw new DecklogError('DECKLOG_PRECONDITION_FAILED', 'If-Match names no revision of this.')
}

/** Tells whether `If-None-Match` names the revision, so that the caller has it already. */
export function matchesNone(header: string | undefined, revision: bigint): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  const etag = formatEtag(revision)
  return parseTags(header).some(tag => tag === etag || tag === `W/${etag}`)
}

function parseTags(header: string): readonly string[] {
  const tags = header.split(',').map(tag => tag.trim())
  if (tags.every(tag => /^(?:W\/)?"[\x21\x23-\x7e]*"$/.test(tag))) return tags
  throw malformed()
}

function malformed(): DecklogError {
  return new DecklogError(
    'DECKLOG_REQUEST_MALFORMED',
    'If-Match takes one entity tag in quotes, or *.',
  )
}
