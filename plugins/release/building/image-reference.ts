/** A reference with everything that Docker fills in by itself. */
export interface ImageReference {
  readonly repository: string
  readonly tag: string
  readonly digest: string | null
}

/** Reads a reference that names its tag; undefined when it has none. */
export function readImageReference(text: string): ImageReference | undefined {
  const [named = '', digest = null] = text.split('@')
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1)
  if (colon < 0) return undefined
  return { repository: withRegistry(named.slice(0, colon)), tag: named.slice(colon + 1), digest }
}

/** The registry that a repository is in. */
export function registryOf(repository: string): string {
  return repository.slice(0, repository.indexOf('/'))
}

function withRegistry(path: string): string {
  const [first = '', ...rest] = path.split('/')
  if (rest.length === 0) return `docker.io/library/${path}`
  return /[.:]|^localhost$/.test(first) ? path : `docker.io/${path}`
}
