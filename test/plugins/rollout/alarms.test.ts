import t from 'tap'
import { rolloutAlarms } from '../../../plugins/rollout/alarms.ts'
import { signalOf } from '../../support/signals.ts'

t.test('a failed verification names the checks that were not passed', async t => {
  const checks = [
    { name: 'disk', required: 'required', verdict: 'passed' },
    { name: 'running_images', required: 'required', verdict: 'failed' },
  ]
  const failed = signalOf(rolloutAlarms, 'verification', {
    type: 'rollout.VerificationFinished',
    data: { target: 'production', boardId: null, verdict: 'failed', checks },
  })
  t.match(failed, { state: 'raised', severity: 'critical', cause: 'verification production' })
  t.match(failed.text, /running_images/)
  t.notMatch(failed.text, /disk/)
})
