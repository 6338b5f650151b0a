import Joi from 'joi'
import type { Recorded } from '../../../core/event.ts'
import type { EventSpec } from '../../../core/plugin.ts'
import type { Registered } from '../../../plugins/release/events.ts'
import type { Manifest } from '../../../plugins/release/manifest.ts'
import { manifestExample } from '../../../plugins/release/manifest-example.ts'
import { releaseIdOf } from '../../../plugins/release/release-id.ts'
import type { VerificationFinished } from '../../../projections/releases/verification-finished.ts'

type Verification = VerificationFinished['data']

/** A verification of the example release that passed. */
export const verificationExample: Verification = {
  verificationId: '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001',
  releaseId: releaseIdOf(manifestExample),
  verdict: 'passed',
  evidenceLink: '/api/v1/verifications/0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001',
  finishedAt: '2026-01-01T13:00:00.000Z',
}

/** What a plugin that verifies declares, as far as releases are concerned. */
export const verificationSpecs: Readonly<Record<string, EventSpec>> = {
  'rollout.VerificationFinished': {
    summary: 'A verification ended.',
    schemaVersion: 1,
    data: Joi.object().unknown(),
    example: verificationExample,
  },
}

const firstAt = Date.parse('2026-01-01T12:05:00.000Z')
let recordings = 0

/** A release was registered. */
export function registered(changes: Partial<Manifest> = {}): Recorded<Registered> {
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
