import {
  type AnswerAsked,
  comparable,
  foundIn,
  type GateReason,
  type Host,
  type Recheck,
  type Recorded,
  type Redeciding,
} from '../../../../core/plugin-api.ts'
import type { ReleaseConfig } from '../../config.ts'
import type { ReleaseEvent, ReleaseRegistered } from '../../events.ts'
import { releaseIdOf, type Manifest } from '../../manifest.ts'
import { releaseStream } from '../../release.ts'
import { judgeImages, unknownRelease } from './images-gate.ts'

type ReleaseHost = Pick<Host<ReleaseConfig, ReleaseEvent>, 'read'>

/** Judges again what the gate `images` has answered, by the manifest of the release, and that a release is what its id says. */
export function redecideImages(host: ReleaseHost): Redeciding {
  return {
    events: {
      'release.Registered': async ({ data }: Recorded<ReleaseRegistered>) => [
        {
          what: 'its id',
          of: 'facts',
          recorded: data.releaseId,
          judged: releaseIdOf(data.manifest),
        },
      ],
    },
    gates: {
      images: async (
        asked: AnswerAsked,
        { policy }: ReleaseConfig,
      ): Promise<readonly Recheck[]> => {
        const releaseId = String(asked.question['release_id'])
        const manifest = await manifestOf(host, releaseId, asked.judgedAt)
        const reasons = manifest
          ? judgeImages(manifest, policy, { now: asked.judgedAt, eventIds: [] })
          : [unknownRelease(releaseId)]
        const judged = told(comparable(reasons))
        const recorded = told(foundIn(asked.answer))
        return [{ what: 'the answer of gate images', of: 'rules', recorded, judged }]
      },
    },
  }
}

async function manifestOf(
  host: ReleaseHost,
  releaseId: string,
  at: Date,
): Promise<Manifest | undefined> {
  for await (const { data, receivedAt } of host.read(releaseStream(releaseId), { limit: 1 }))
    return 'manifest' in data && receivedAt <= at ? data.manifest : undefined
  return undefined
}

// The event that registered the release is in the answer, not in the manifest.
function told(reasons: readonly GateReason[]): readonly Omit<GateReason, 'eventIds'>[] {
  return reasons.map(({ decision, code, text }) => ({ decision, code, text }))
}
