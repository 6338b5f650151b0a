import t from 'tap'
import { nextDue, whyNotSchedule } from '../../../../plugins/continuity/judging/schedule.ts'

const berlin = { cron: '15 2 * * *', timeZone: 'Europe/Berlin' }
const at = (time: string): Date => new Date(`${time}Z`)
const due = (from: string, schedule = berlin): string | undefined =>
  nextDue(schedule, at(from))?.toISOString().slice(0, 16)

t.test('a schedule is due by the clock of its place, in summer and in winter', async t => {
  t.equal(due('2026-01-10T12:00'), '2026-01-11T01:15')
  t.equal(due('2026-07-10T12:00'), '2026-07-11T00:15')
  t.equal(due('2026-01-11T01:14:59'), '2026-01-11T01:15')
  t.equal(due('2026-01-11T01:15'), '2026-01-12T01:15', 'after what was just due comes the next')
  t.equal(due('2026-01-10T12:00', { ...berlin, timeZone: 'UTC' }), '2026-01-11T02:15')
})

t.test('on the days that the clock is changed it is due once', async t => {
  // 02:15 is left out in Berlin on the 29th of March, and comes twice on the 25th of October.
  t.equal(due('2026-03-28T12:00'), '2026-03-29T01:00')
  t.equal(due('2026-03-29T01:00'), '2026-03-30T00:15')
  t.equal(due('2026-10-24T12:00'), '2026-10-25T00:15')
  t.equal(due('2026-10-25T00:15'), '2026-10-26T01:15')
})

t.test('a time at which nothing could be received is not one at which anybody was due', async t => {
  const gap = { from: at('2026-01-11T01:00'), to: at('2026-01-11T03:00') }
  t.strictSame(nextDue(berlin, at('2026-01-10T12:00'), [gap]), at('2026-01-12T01:15'))
})

t.test('says why a schedule cannot be kept', async t => {
  t.equal(whyNotSchedule(berlin), undefined)
  t.equal(whyNotSchedule({ cron: '*/5 9-17 * * MON-FRI', timeZone: 'UTC' }), undefined)
  t.match(whyNotSchedule({ ...berlin, timeZone: 'Mars/Olympus' }), /time zone/)
  t.match(whyNotSchedule({ ...berlin, cron: '61 2 * * *' }), /no cron expression/)
  t.match(whyNotSchedule({ ...berlin, cron: '0 0 30 2 *' }), /never due/)
  for (const cron of ['', '@daily', '* * * * * *', '2026-01-01T00:00:00'])
    t.match(whyNotSchedule({ ...berlin, cron }), /five fields/, cron)
})
