/** One platform of an image and the digest of its own manifest. */
export interface ManifestPlatform {
  /** As OCI writes it: `linux/amd64`, `linux/arm64/v8`. */
  readonly platform: string
  readonly digest: string
}

/** One image of a release: where it is, and what exactly it is. */
export interface ManifestImage {
  readonly name: string
  /** `own`: built for this release; `foreign`: taken as somebody else published it. */
  readonly kind: 'own' | 'foreign'
  /** The services of the compose file that run it. */
  readonly services: readonly string[]
  /** With its registry: `ghcr.io/acme/decklog/backend`. */
  readonly repository: string
  readonly tag: string
  /** Of the index, or of the one manifest where there is no index. */
  readonly digest: string
  readonly platforms: readonly ManifestPlatform[]
}

/** What was built when and from which commit. The SHA-256 of its canonical JSON is the id of the release. */
export interface Manifest {
  /** Of this format. */
  readonly version: 1
  readonly commit: string
  /** URL of the repository that has the commit. */
  readonly source: string
  /** When it was built, in UTC with milliseconds. */
  readonly created: string
  readonly builder: {
    /** Who or what ran the build. */
    readonly name: string
    /** The tool that built the images, with its version. */
    readonly tool: string
  }
  readonly images: readonly ManifestImage[]
}
