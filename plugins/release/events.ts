import type { DomainEvent } from '../../core/event.ts'
import type { Manifest } from './manifest.ts'

/** A release and its manifest, whole. */
export interface RegisteredRelease {
  readonly releaseId: string
  readonly manifest: Manifest
}

export type Registered = DomainEvent<'release.Registered', RegisteredRelease>

export type ReleaseEvent = Registered
