/** What the rules are judged by. */
export interface Policy {
  /** Names (`backend`) and prefixes (`ghcr.io/acme`) of the images that we build. */
  readonly ownImages: readonly string[]
  /** Words beside the built-in ones that a tag floats by. */
  readonly floatingWords: readonly string[]
  /** Whether own images have been pushed, and so have digests. */
  readonly ownDigests: 'required' | 'optional'
}
