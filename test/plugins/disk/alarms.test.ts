import t from 'tap'
import { diskAlarms } from '../../../plugins/disk/alarms.ts'
import { diskEvents } from '../../../plugins/disk/events.ts'
import { signalOf } from '../../support/signals.ts'

const type = 'disk.PressureChanged'
const { example } = diskEvents[type]
const disk = (to: string): object =>
  signalOf(diskAlarms, 'disk', { type, data: { ...example, to } })

t.test(
  'a disk is an alarm from warning on, critical from critical on, and over when it is ok',
  async t => {
    const cause = `disk ${example.host} ${example.mount}`
    t.match(disk('warning'), { state: 'raised', severity: 'warning', cause })
    t.match(disk('unknown'), { state: 'raised', severity: 'warning' })
    t.match(disk('critical'), { state: 'raised', severity: 'critical' })
    t.match(disk('emergency'), { state: 'raised', severity: 'critical' })
    t.match(disk('ok'), { state: 'cleared', cause })
    const forgotten = { type: 'disk.Forgotten', data: { ...example, reason: 'Sold.' } }
    t.match(signalOf(diskAlarms, 'disk', forgotten), { state: 'cleared', cause })
  },
)
