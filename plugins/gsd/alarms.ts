import type { AlarmSpecs } from '../../core/alarm.ts'
import type { GsdEvent } from './events.ts'

/** The alarms of delivery runs. */
export const gsdAlarms: AlarmSpecs<GsdEvent> = {
  gate: {
    kind: 'gate',
    summary: 'The gates of a run deny a step; over when they no longer do.',
    on: {
      'gsd.GatesJudged': ({ data: { decision, facts } }) => {
        const { runId, step, boardId } = facts
        const denies = decision === 'deny' ? 'deny' : 'no longer deny'
        return {
          about: `${runId} ${step}`,
          group: `run ${runId}`,
          boardId,
          subject: `${step} of run ${runId}`,
          state: decision === 'deny' ? 'raised' : 'cleared',
          severity: 'warning',
          text: `The gates ${denies} the step ${step} of run ${runId}.`,
        }
      },
    },
  },
}
