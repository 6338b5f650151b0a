/** The commit that a release is built from. */
export interface Commit {
  readonly id: string
  /** When it was committed, in seconds since 1970; everything in an image is as old as this. */
  readonly epochSeconds: number
  /** URL of the repository, without credentials. */
  readonly source: string
  readonly compose: string
  /** Paths that differ from the commit or are not in it. */
  readonly changes: readonly string[]
}
