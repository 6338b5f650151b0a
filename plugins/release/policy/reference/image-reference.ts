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
