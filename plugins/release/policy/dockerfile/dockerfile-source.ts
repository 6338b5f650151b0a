import type { Place } from '../compose/place.ts'

/** A Dockerfile, and what a build gives it. */
export interface DockerfileSource {
  readonly text: string
  /** Where its first line is. */
  readonly start: Place
  readonly service: string | null
  /** Build arguments that are set. */
  readonly args: ReadonlyMap<string, string>
  /** Named contexts, which stand in for images of these names. */
  readonly contexts: ReadonlySet<string>
}
