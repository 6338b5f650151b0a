import type { Missing } from './compose/interpolate.ts'
import type { Place } from './compose/source.ts'

/** What an image is used for. */
export type ImageRole =
  | 'image'
  | 'hook'
  | 'mount'
  | 'model'
  | 'build_from'
  | 'build_copy'
  | 'build_mount'
  | 'build_context'
  | 'build_argument'
  | 'build_syntax'

/** One place that names an image. */
export interface ImageUse {
  readonly kind: 'use'
  readonly role: ImageRole
  /** Null for what belongs to no service, as a model or a Dockerfile by itself. */
  readonly service: string | null
  /** The reference, with its variables filled in. */
  readonly text: string
  readonly missing: readonly Missing[]
  readonly place: Place
}

/** One place where an image is used that nobody can judge. */
export interface ImageGap {
  /** `unnamed`: what is built has no name; `remote`: what it is built from lies elsewhere. */
  readonly kind: 'unnamed' | 'remote'
  readonly service: string
  readonly text: string
  readonly place: Place
}

export type Sighting = ImageUse | ImageGap
