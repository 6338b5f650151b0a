import { defineEvent, type EventOf, eventSpecs, shapes } from '../../core/plugin-api.ts'
import { type WaiverEvent, waiverEvents } from './waiving/waiver-events.ts'
import { manifestExample, manifestSchema, releaseIdOf, type Manifest } from './manifest.ts'

const registered = shapes.record({
  releaseId: shapes.sha256(
    'SHA-256 of the canonical JSON of the manifest.',
    releaseIdOf(manifestExample),
  ),
  manifest: shapes.shape<Manifest>(
    manifestSchema.description('The manifest, whole.'),
    manifestExample,
  ),
})

/** A release and its manifest, whole. */
export type RegisteredRelease = shapes.Of<typeof registered>

const declared = defineEvent({
  type: 'release.Registered',
  summary: 'A release was made known: its manifest names every image by digest.',
  data: registered,
  maxBytes: 256 * 1024,
  maxDepth: 32,
})

/** That a release was registered. */
export type ReleaseRegistered = EventOf<typeof declared>
export type ReleaseEvent = ReleaseRegistered | WaiverEvent

/** The events of this plugin. */
export const releaseEvents = eventSpecs(declared, ...waiverEvents)
