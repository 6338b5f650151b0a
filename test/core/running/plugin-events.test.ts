import t from 'tap'
import { pluginAlarms } from '../../../core/running/plugin-events.ts'
import { signalOf } from '../../support/signals.ts'

const alarms = pluginAlarms(['disk'])
const whose = { plugin: 'disk', machine: 'web 01', task: 'observes' }
const told = (type: string, more: object): object =>
  signalOf(alarms, 'guard', { type, data: { ...whose, ...more } })

t.test('a guard that gives no readings is an alarm until it gives one', async t => {
  const cause = 'guard web 01 disk'
  const failed = told('plugin.Failed', { reason: 'statfs /data: EIO' })
  t.match(failed, { state: 'raised', severity: 'warning', cause, text: /EIO$/ })
  t.match(told('plugin.Recovered', { restarts: 1 }), { state: 'cleared', cause })
})

t.test('the alarm of a guard whose plugin is no longer installed is over', async t => {
  t.equal(alarms['guard']?.over?.('web 01 disk'), undefined)
  t.match(alarms['guard']?.over?.('web 01 tank'), /tank/)
})
