import type { AlarmSpecs } from '../../core/plugin-api.ts'
import type { RolloutConfig } from './config.ts'
import { driftAlarms } from './drift/drift-alarms.ts'
import type { RolloutEvent, VerificationResult } from './events.ts'

/** The alarms of verified targets. */
export const rolloutAlarms = ({
  targets,
}: Pick<RolloutConfig, 'targets'>): AlarmSpecs<RolloutEvent> => ({
  ...driftAlarms,
  verification: {
    kind: 'verification',
    summary: 'The verification of a target failed; over when one passes, or the target is gone.',
    on: {
      'rollout.VerificationFinished': ({ data }) => {
        const { target, boardId, verdict } = data
        return {
          about: target,
          group: `target ${target}`,
          boardId,
          subject: `verification of ${target}`,
          labels: { target },
          state: verdict === 'failed' ? 'raised' : 'cleared',
          severity: 'critical',
          text:
            verdict === 'failed'
              ? `The verification of ${target} failed: ${whyFailed(data)}`
              : `The verification of ${target} passed.`,
        }
      },
    },
    over: target =>
      target === 'self' || Object.hasOwn(targets, target)
        ? undefined
        : `The target ${target} is no longer configured.`,
  },
})

function whyFailed({ checks, healthGate }: VerificationResult): string {
  const missed = checks
    // Nobody asked for an optional check that was skipped.
    .filter(({ verdict, required }) => verdict !== 'skipped' || required === 'required')
    .filter(({ verdict }) => verdict !== 'passed')
    .map(({ name }) => name)
  const unhealthy = healthGate?.status === 'failed' ? [`health gate (${healthGate.reason})`] : []
  return [...missed, ...unhealthy].join(', ')
}
