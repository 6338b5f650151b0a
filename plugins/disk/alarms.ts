import type { AlarmSpecs } from '../../core/plugin-api.ts'
import type { DiskEvent } from './events.ts'

/** The alarms of disks. */
export const diskAlarms: AlarmSpecs<DiskEvent> = {
  disk: {
    kind: 'disk',
    summary: 'A disk is at warning or worse, or cannot be read; over when it is ok, or forgotten.',
    on: {
      'disk.Forgotten': ({ data: { host, mount, reason } }) => {
        const subject = `${mount} of ${host}`
        return {
          about: `${host} ${mount}`,
          group: `disk ${host}`,
          boardId: null,
          subject,
          labels: { host, mount },
          state: 'cleared',
          severity: 'warning',
          text: `${subject} was forgotten: ${reason}`,
        }
      },
      'disk.PressureChanged': ({ data: { host, mount, to, text } }) => {
        const subject = `${mount} of ${host}`
        return {
          about: `${host} ${mount}`,
          group: `disk ${host}`,
          boardId: null,
          subject,
          labels: { host, mount },
          state: to === 'ok' ? 'cleared' : 'raised',
          severity: to === 'critical' || to === 'emergency' ? 'critical' : 'warning',
          text: `${subject} is ${to}: ${text}`,
        }
      },
    },
  },
}
