import type { AlarmNotice, NotifyEvent } from './events.ts'
import { alarmIdOf } from './streams.ts'

type Data<T extends NotifyEvent['type']> = Extract<NotifyEvent, { type: T }>['data']

const cause = 'disk web01 /data'

/** A disk that fills up. */
export const raised: AlarmNotice = {
  alarmId: alarmIdOf(cause),
  kind: 'disk',
  cause,
  group: 'disk web01',
  boardId: null,
  subject: '/data of web01',
  state: 'raised',
  severity: 'critical',
  text: '/data of web01 is critical: 93.4 % used, 66.1 GB available.',
  sourceEventId: '0199a3c0-0000-7000-8000-000000000001',
  at: '2026-01-01T00:00:00.000Z',
  webhooks: ['ops'],
}

/** It has room again. */
export const cleared: AlarmNotice = {
  ...raised,
  state: 'cleared',
  text: '/data of web01 is ok: 61.0 % used, 390 GB available.',
  sourceEventId: '0199a3c0-0000-7000-8000-000000000002',
  at: '2026-01-01T02:00:00.000Z',
}

/** It is still as bad as it was. */
export const repeated: Data<'notify.AlarmRepeated'> = { ...raised, reason: 'still_critical' }

const message = {
  messageId: '9b1c7c6e-5d7e-5f0a-9a1f-0a2f6a6f3c11',
  webhook: 'ops',
  noticeIds: ['0199a3c0-0000-7000-8000-000000000003'],
}

/** A message that arrived. */
export const delivered: Data<'notify.Delivered'> = {
  ...message,
  ...{ attempt: 1, durationMs: 84, status: 204 },
}

/** One that did not, yet. */
export const failed: Data<'notify.Failed'> = {
  ...message,
  ...{ attempt: 1, durationMs: 5_000, reason: 'it did not answer in time' },
  retryAt: '2026-01-01T00:00:20.000Z',
}

/** One that was kept back. */
export const withheld: Data<'notify.Withheld'> = { ...message, reason: 'quiet_hours' }

const muteId = '0199a3c0-0000-7000-8000-000000000004'

/** Silence for a while. */
export const muteSet: Data<'notify.MuteSet'> = {
  muteId,
  ...{ kind: 'disk', boardId: null, alarmId: null },
  reason: 'The disks of the lab are being replaced.',
  expiresAt: '2026-01-01T08:00:00.000Z',
}

/** And its early end. */
export const muteLifted: Data<'notify.MuteLifted'> = { muteId }
