import { parseReference } from '../policy/reference/parse-reference.ts'

/** A reference with everything that Docker fills in by itself. */
export interface ImageReference {
  readonly repository: string
  readonly tag: string
  readonly digest: string | null
}

/** Reads a reference that names its tag; undefined when it has none, or is no reference. */
export function readImageReference(text: string): ImageReference | undefined {
  const parsed = parseReference(text)
  if (parsed.kind === 'invalid') return undefined
  const { domain, path, tag, digest = null } = parsed.reference
  return tag === undefined ? undefined : { repository: `${domain}/${path}`, tag, digest }
}

/** The registry that a repository is in. */
export function registryOf(repository: string): string {
  return repository.slice(0, repository.indexOf('/'))
}
