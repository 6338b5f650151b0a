import type { AlarmSpecs } from '../../../core/plugin-api.ts'
import type { TargetEvent } from './events.ts'

const about = (target: string) => ({
  ...{ about: target, group: `target ${target}`, boardId: null },
  labels: { target },
})

/** The alarms of targets that are looked at: their drift, and that it cannot be told, each by itself. */
export const driftAlarms: AlarmSpecs<TargetEvent> = {
  drift: {
    kind: 'drift',
    summary: 'A target runs something else than what was approved; over when it does not.',
    on: {
      'rollout.DriftFound': ({ data: { target, text, sinceAtLatest } }) => ({
        ...about(target),
        ...{ subject: `drift of ${target}`, state: 'raised', severity: 'critical' },
        text: `${target} does not run what was approved, since ${sinceAtLatest} at the latest: ${text}`,
      }),
      'rollout.DriftCleared': ({ data: { target, how } }) => ({
        ...about(target),
        ...{ subject: `drift of ${target}`, state: 'cleared', severity: 'critical' },
        text:
          how === 'as_approved'
            ? `${target} runs what was approved again.`
            : `What ${target} runs was approved.`,
      }),
      'rollout.TargetDropped': ({ data: { target, reason } }) => ({
        ...about(target),
        ...{ subject: `drift of ${target}`, state: 'cleared', severity: 'critical' },
        text: `${target} is looked at no longer: ${reason}`,
      }),
    },
  },
  unreachable: {
    kind: 'drift',
    summary: 'It cannot be told what a target runs; over when it can.',
    on: {
      'rollout.TargetUnreachable': ({ data: { target, text } }) => ({
        ...about(target),
        ...{ subject: `sight of ${target}`, state: 'raised', severity: 'warning' },
        text: `It cannot be told what ${target} runs: ${text}`,
      }),
      'rollout.TargetReached': ({ data: { target } }) => ({
        ...about(target),
        ...{ subject: `sight of ${target}`, state: 'cleared', severity: 'warning' },
        text: `It can be told again what ${target} runs.`,
      }),
      'rollout.TargetDropped': ({ data: { target, reason } }) => ({
        ...about(target),
        ...{ subject: `sight of ${target}`, state: 'cleared', severity: 'warning' },
        text: `${target} is looked at no longer: ${reason}`,
      }),
    },
  },
}
