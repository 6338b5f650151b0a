import t from 'tap'
import { describeStep, inOrder, type Step } from '../../frontend/pages/alarms/describe-step.ts'

const now = Date.parse('2026-11-03T12:00:00Z')
const minutesAgo = (minutes: number): string => new Date(now - minutes * 60_000).toISOString()
const step = (channel: string, more: Partial<Step>): Step => ({
  ...{ channel, type: 'slack', told: 'at_once', after_seconds: 0, kept_for: null, message: '' },
  ...more,
})
const later = (channel: string, minutes: number): Step =>
  step(channel, { told: 'later', after_seconds: minutes * 60 })

t.test('who is told first comes first, and who is not told last', async t => {
  const steps = [
    step('never', { told: 'not_told', after_seconds: null }),
    ...[later('boss', 30), later('call', 10), step('team', {}), step('room', {})],
    step('none', { told: 'not_told', after_seconds: null }),
  ]
  t.strictSame(
    inOrder(steps).map(({ channel }) => channel),
    ['room', 'team', 'call', 'boss', 'never', 'none'],
  )
})

t.test('a step says when it comes, or came, and what keeps it back', async t => {
  const alarm = { since: minutesAgo(20), acknowledged_at: null }
  const said = (one: Step, of: Parameters<typeof describeStep>[1] = alarm): string =>
    describeStep(one, of, now)
  t.equal(said(step('team', {})), 'at once')
  t.equal(
    said(step('x', { told: 'not_told', after_seconds: null })),
    'is not told of such an alarm',
  )
  t.match(said(later('call', 10)), /^after 10 min with nobody to look after it: since \d\d:50$/)
  t.match(said(later('boss', 30)), /^after 30 min with nobody to look after it: at \d\d:10$/)
  t.equal(
    said(later('boss', 30), { ...alarm, acknowledged_at: minutesAgo(1) }),
    'after 30 min with nobody to look after it: not any more, somebody does',
  )
  t.equal(said(step('x', { kept_for: 'quiet_hours' })), 'at once; quiet hours keep it back now')
})
