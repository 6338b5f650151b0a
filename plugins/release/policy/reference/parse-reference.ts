/** Why a text is no image reference, and what its writer does about it. */
export const referenceProblems = {
  empty: { message: 'It is empty.', fix: 'Name an image.' },
  image_id: {
    message: 'It is the id of an image, which only one machine knows.',
    fix: 'Name the image by its repository.',
  },
  uppercase: { message: 'Its repository is not in lower case.', fix: 'Write it in lower case.' },
  domain: {
    message: 'Its registry is no host name or address with an optional port.',
    fix: 'Correct the registry.',
  },
  path: {
    message: 'Its repository is not made of a-z and 0-9 with single separators between.',
    fix: 'Correct the repository.',
  },
  length: { message: 'Its repository is longer than 255 characters.', fix: 'Shorten it.' },
  tag: {
    message: 'Its tag is not a letter, digit or underscore with up to 127 more, dots and dashes.',
    fix: 'Correct the tag.',
  },
  digest: {
    message: 'Its digest is not sha256: and 64 hexadecimal digits in lower case.',
    fix: 'Copy the digest anew.',
  },
} as const

/** A kind of fault in an image reference. */
type ReferenceProblem = keyof typeof referenceProblems

/** What a text says as an image reference. */
export type ParsedReference =
  | { readonly kind: 'valid'; readonly reference: ImageReference }
  | { readonly kind: 'invalid'; readonly problem: ReferenceProblem }

const longestPath = 255
const imageId = /^[a-f0-9]{64}$/
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const pathForm = new RegExp(`^${component}(?:/${component})*$`)
const tagForm = /^\w[\w.-]{0,127}$/
const hexLengths = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
])

/**
 * Reads a reference by the grammar of the distribution project, as Docker does: `name[:tag][@digest]`, where a name without a
 * registry is one of Docker Hub's.
 */
export function parseReference(text: string): ParsedReference {
  if (text === '') return invalid('empty')
  if (imageId.test(text)) return invalid('image_id')
  const { domain: writtenDomain, remainder } = splitDomain(text)
  const { path, tag, digest } = splitRemainder(remainder)
  const domain = readDomain(writtenDomain)
  const problem = domain === undefined ? 'domain' : findProblem(path, tag, digest)
  if (domain === undefined || problem !== undefined) return invalid(problem ?? 'domain')
  const reference = {
    domain,
    path,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  }
  return { kind: 'valid', reference }
}

interface Remainder {
  readonly path: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

// Behind the registry a colon can only begin a tag, and an at sign only a digest.
function splitRemainder(remainder: string): Remainder {
  const [named, digest] = cut(remainder, '@')
  const [path, tag] = cut(named, ':')
  return { path, tag, digest }
}

function cut(text: string, at: string): readonly [string, string | undefined] {
  const index = text.indexOf(at)
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)]
}

function findProblem(
  path: string,
  tag: string | undefined,
  digest: string | undefined,
): ReferenceProblem | undefined {
  if (path !== path.toLowerCase()) return 'uppercase'
  if (path.length > longestPath) return 'length'
  if (!pathForm.test(path)) return 'path'
  if (tag !== undefined && !tagForm.test(tag)) return 'tag'
  if (digest !== undefined && !isDigest(digest)) return 'digest'
  return undefined
}

function isDigest(digest: string): boolean {
  const [algorithm, hex = ''] = cut(digest, ':')
  return hex.length === hexLengths.get(algorithm) && /^[a-f0-9]+$/.test(hex)
}

function invalid(problem: ReferenceProblem): ParsedReference {
  return { kind: 'invalid', problem }
}

const dockerHub = 'docker.io'
// Names by which Docker Hub's registry answers too.
const hubNames = ['index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']

const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const domainForm = new RegExp(`^(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`)

/** A reference's registry as it was written, and what follows it. */
interface SplitReference {
  readonly domain: string
  readonly remainder: string
}

/**
 * Tells registry and repository apart: the first part is a registry when it has a dot or a colon, is `localhost`, or is not in
 * lower case; otherwise the image is one of Docker Hub's, and without a namespace one of its `library`.
 */
function splitDomain(text: string): SplitReference {
  const slash = text.indexOf('/')
  const first = text.slice(0, slash)
  const isDomain =
    slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase())
  const domain = isDomain ? first : dockerHub
  const remainder = isDomain ? text.slice(slash + 1) : text
  const ofHub = readDomain(domain) === dockerHub
  return {
    domain,
    remainder: ofHub && !remainder.includes('/') ? `library/${remainder}` : remainder,
  }
}

/** The one spelling of a registry: lower case, without the port of https, addresses shortened. Undefined when it is none. */
function readDomain(domain: string): string | undefined {
  if (!domainForm.test(domain)) return undefined
  const url = `https://${domain}`
  if (!URL.canParse(url)) return undefined
  const { host } = new URL(url)
  return hubNames.includes(host) ? dockerHub : host
}

/** The name by which a named context and the image that it stands in for are the same: `alpine` is `docker.io/library/alpine:latest`. */
export function contextName(text: string): string {
  const parsed = parseReference(text)
  if (parsed.kind === 'invalid') return text
  const { reference } = parsed
  const floats = reference.tag === undefined && reference.digest === undefined
  return formatReference(floats ? { ...reference, tag: 'latest' } : reference)
}

/** An image reference in its one canonical form: whichever way it was spelled, the same image is the same value. */
export interface ImageReference {
  /** Registry: `docker.io`, `ghcr.io`, `localhost:5000`, `[::1]:5000`. */
  readonly domain: string
  /** `library/postgres`. */
  readonly path: string
  readonly tag?: string
  /** `sha256:` and 64 hexadecimal digits, or one of the longer algorithms. */
  readonly digest?: string
}

/** Writes a reference out in full: `docker.io/library/postgres:17.6`. */
export function formatReference({ domain, path, tag, digest }: ImageReference): string {
  return `${domain}/${path}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`
}
