import type { AlarmSignal, AlarmSpecs } from '../../core/plugin-api.ts'
import type { RecoveryConfig } from './config.ts'
import type { About, RecoveryEvent } from './events.ts'

/** The alarms of healing: it was requested or suggested, given up, or has healed. */
export function recoveryAlarms({
  policies,
}: Pick<RecoveryConfig, 'policies'>): AlarmSpecs<RecoveryEvent> {
  return {
    recovery: {
      kind: 'recovery',
      summary:
        'A policy tries to heal something, waits for approval, or has given up; over when a reading shows it healed, or the matter is over.',
      over: about =>
        policies.some(({ name }) => about.startsWith(`${name} `))
          ? undefined
          : 'Its policy is no longer configured.',
      on: {
        'recovery.Suggested': ({ data }) =>
          raised(data, 'warning', `waits for approval: ${data.action.says}`),
        'recovery.Requested': ({ data }) =>
          data.how === 'rehearsed'
            ? undefined
            : raised(data, 'warning', `is tried: ${data.action.says}`),
        'recovery.Unverified': ({ data }) =>
          raised(data, 'warning', 'was tried, and no reading shows that it helped.'),
        'recovery.Abandoned': ({ data }) => raised(data, 'warning', `was abandoned: ${data.text}`),
        'recovery.Escalated': ({ data }) => raised(data, 'critical', `has given up: ${data.text}`),
        'recovery.Verified': ({ data }) =>
          cleared(data, 'healed it: a reading after the action shows it well.'),
        'recovery.Withdrawn': ({ data }) =>
          data.why === 'not_taken'
            ? raised(data, 'warning', 'was not taken up by the machine that was to act.')
            : cleared(data, `was withdrawn: ${data.why}.`),
        'recovery.Resolved': ({ data }) => cleared(data, `is over: ${data.why}.`),
      },
    },
  }
}

function raised(about: About, severity: AlarmSignal['severity'], says: string): AlarmSignal {
  return { ...alarmOf(about, says), state: 'raised', severity }
}

function cleared(about: About, says: string): AlarmSignal {
  return { ...alarmOf(about, says), state: 'cleared', severity: 'warning' }
}

function alarmOf(
  { policy, kind, subject, host, boardId }: About,
  says: string,
): Omit<AlarmSignal, 'state' | 'severity'> {
  const where = host ?? boardId
  const named = host === null ? subject : `${subject} of ${host}`
  return {
    about: [policy, kind, ...(where === null ? [] : [where]), subject].join(' '),
    group: `recovery ${policy}`,
    boardId,
    subject: `${policy} of ${named}`,
    text: `Healing ${named} by ${policy} ${says}`,
    labels: { policy, ...(host !== null && { host }) },
  }
}
