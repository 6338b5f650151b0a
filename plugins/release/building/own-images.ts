/** An image that a release builds. */
export interface OwnImage {
  readonly name: string
  /** The variable of the compose file that names it. */
  readonly variable: string
  readonly dockerfile: string
}

/** The images of Decklog itself; all are built from the root of the repository. */
export const ownImages: readonly OwnImage[] = [
  { name: 'backend', variable: 'BACKEND_IMAGE', dockerfile: 'Dockerfile' },
  { name: 'frontend', variable: 'FRONTEND_IMAGE', dockerfile: 'frontend/Dockerfile' },
]
