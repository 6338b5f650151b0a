import t from 'tap'
import type { AlarmSignal } from '../../../core/alarm.ts'
import { rolloutAlarms } from '../../../plugins/rollout/alarms.ts'
import { signalOf } from '../../support/signals.ts'

const alarms = rolloutAlarms({ targets: { production: {} as never } })
const failedBy = (checks: readonly object[], more: object = {}): AlarmSignal =>
  signalOf(alarms, 'verification', {
    type: 'rollout.VerificationFinished',
    data: {
      target: 'production',
      boardId: null,
      verdict: 'failed',
      checks,
      healthGate: null,
      ...more,
    },
  })

t.test('a failed verification names the checks that were not passed', async t => {
  const checks = [
    { name: 'disk', required: 'required', verdict: 'passed' },
    { name: 'running_images', required: 'required', verdict: 'failed' },
  ]
  const failed = failedBy(checks)
  t.match(failed, { state: 'raised', severity: 'critical', cause: 'verification production' })
  t.match(failed.text, /running_images/)
  t.notMatch(failed.text, /disk/)
})

t.test('what nobody asked for is not told as failed, and what failed alone is', async t => {
  const skipped = { name: 'disk', required: 'optional', verdict: 'skipped' }
  const missing = { name: 'openapi_routes', required: 'required', verdict: 'skipped' }
  const ill = { healthGate: { status: 'failed', reason: 'it answered 500', attempts: [] } }
  t.notMatch(failedBy([skipped]).text, /disk/)
  t.match(failedBy([missing]).text, /openapi_routes/)
  t.match(failedBy([skipped], ill).text, /failed: health gate \(it answered 500\)$/)
})

t.test('the alarm of a target that is no longer configured is over', async t => {
  const { over } = alarms['verification'] ?? {}
  t.equal(over?.('production'), undefined)
  t.equal(over?.('self'), undefined)
  t.match(over?.('constructor'), /no longer configured/)
  t.match(over?.('staging'), /staging is no longer configured/)
})
