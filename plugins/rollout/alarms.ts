import type { AlarmSpecs } from '../../core/alarm.ts'
import type { RolloutEvent } from './events.ts'

/** The alarms of verified targets. */
export const rolloutAlarms: AlarmSpecs<RolloutEvent> = {
  verification: {
    kind: 'verification',
    summary: 'The verification of a target failed; over when one passes.',
    on: {
      'rollout.VerificationFinished': ({ data: { target, boardId, verdict, checks } }) => {
        const missed = checks.filter(check => check.verdict !== 'passed').map(({ name }) => name)
        return {
          about: target,
          group: `target ${target}`,
          boardId,
          subject: `verification of ${target}`,
          state: verdict === 'failed' ? 'raised' : 'cleared',
          severity: 'critical',
          text:
            verdict === 'failed'
              ? `The verification of ${target} failed: ${missed.join(', ')}`
              : `The verification of ${target} passed.`,
        }
      },
    },
  },
}
