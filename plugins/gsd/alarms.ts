import type { AlarmSpecs } from '../../core/plugin-api.ts'
import type { GateFacts } from './events/gate-events.ts'
import type { GsdEvent } from './events.ts'
import { waitAlarms } from './waiting/alarm.ts'

/** The alarms of delivery runs. */
export const gsdAlarms: AlarmSpecs<GsdEvent> = {
  ...waitAlarms,
  gate: {
    kind: 'gate',
    summary: 'The gates of a run deny a step; over when they no longer do, or the run is over.',
    on: {
      'gsd.GatesJudged': ({ data: { decision, facts } }) => {
        if (isRefusedStart(decision, facts)) return undefined
        const { runId, step, boardId } = facts
        return {
          about: `${runId} ${step}`,
          group: `run ${runId}`,
          boardId,
          subject: `${step} of run ${runId}`,
          labels: { step },
          state: decision === 'deny' ? 'raised' : 'cleared',
          severity: 'warning',
          text:
            decision === 'deny'
              ? `The step ${step} of run ${runId} is denied: ${whyDenied(facts)}`
              : `The gates no longer deny the step ${step} of run ${runId}.`,
        }
      },
    },
    ends: {
      'gsd.RunCompleted': ({ data: { runId } }) => ({
        group: `run ${runId}`,
        text: `Run ${runId} is over: its gates deny nothing any more.`,
      }),
    },
  },
}

// There is no run then, so that nothing would ever end it; who wanted to start one was told.
function isRefusedStart(decision: string, { runRevision, mode }: GateFacts): boolean {
  return decision === 'deny' && runRevision < 0 && mode === 'enforce'
}

// A gate that did not answer denies as well.
function whyDenied({ replies }: GateFacts): string {
  const reasons = replies.flatMap(({ gate, asking, missing, answer }) => {
    if (asking === 'not_offered') return [`gate ${gate} is not offered`]
    if (asking === 'fact_missing') return [`gate ${gate} lacks ${missing.join(', ')}`]
    if (answer?.decision !== 'deny') return []
    const denying = answer.reasons.filter(reason => reason.decision === 'deny')
    const texts = denying.map(({ code, text }) => `${text} (${code})`)
    return [`gate ${gate}: ${texts.join(' ')}`]
  })
  return reasons.join('; ')
}
