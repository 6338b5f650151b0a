import type { Recorded } from '../../../core/event.ts'
import type { ReleaseRegistered } from '../../../plugins/release/events.ts'
import { type Manifest, manifestExample, releaseIdOf } from '../../../plugins/release/manifest.ts'
import { rolloutEvents, type VerificationFinished } from '../../../plugins/rollout/events.ts'

type Verification = VerificationFinished['data']

/** A verification of the example release that passed. */
const verificationExample: Verification = {
  ...rolloutEvents['rollout.VerificationFinished'].example,
  releaseId: releaseIdOf(manifestExample),
}

const firstAt = Date.parse('2026-01-01T12:05:00.000Z')
let recordings = 0

/** A release was registered. */
export function registered(changes: Partial<Manifest> = {}): Recorded<ReleaseRegistered> {
  const manifest = { ...manifestExample, ...changes }
  const releaseId = releaseIdOf(manifest)
  return { type: 'release.Registered', data: { releaseId, manifest }, ...recording('release') }
}

/** A verification ended. */
export function verified(changes: Partial<Verification> = {}): Recorded<VerificationFinished> {
  const data = { ...verificationExample, ...changes }
  return { type: 'rollout.VerificationFinished', data, ...recording('verification') }
}

function recording(category: string): Omit<Recorded, 'type' | 'data'> {
  recordings += 1
  const at = new Date(firstAt + recordings * 60_000)
  return {
    id: `00000000-0000-4000-8000-${String(recordings).padStart(12, '0')}`,
    stream: `${category}-1`,
    revision: 0n,
    position: BigInt(1_000 + recordings),
    receivedAt: at,
    recordedAt: at,
    metadata: { actor: 'service:ci' },
  }
}
