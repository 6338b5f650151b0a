import t from 'tap'
import { nextOpening, openingAt, scheduleFault } from '../../../../plugins/notify/windows/when.ts'

const plan = {
  schedule: '30 2 * * *',
  timeZone: 'Europe/Berlin',
  lastsSeconds: 7_200,
  beginsAt: new Date('2026-01-01T00:00:00Z'),
  endsAt: new Date('2027-01-01T00:00:00Z'),
}
const opening = (time: string, of: typeof plan = plan): string | undefined => {
  const open = openingAt(of, new Date(time))
  return open && `${open.from.toISOString().slice(5, 16)} ${open.until.toISOString().slice(5, 16)}`
}

t.test('a window that opens by a schedule is open as long as it says', async t => {
  t.equal(opening('2026-01-10T01:29:59Z'), undefined)
  t.equal(opening('2026-01-10T01:30:00Z'), '01-10T01:30 01-10T03:30')
  t.equal(opening('2026-01-10T03:29:59Z'), '01-10T01:30 01-10T03:30')
  t.equal(opening('2026-01-10T03:30:00Z'), undefined)
})

t.test('a time that clocks leave out opens it when they go on, for as long as ever', async t => {
  t.equal(opening('2026-03-29T00:59:59Z'), undefined)
  t.equal(opening('2026-03-29T01:00:00Z'), '03-29T01:00 03-29T03:00')
  t.equal(opening('2026-03-29T03:00:00Z'), undefined)
})

t.test('a time that clocks show twice opens it once, for as long as ever', async t => {
  t.equal(opening('2026-10-25T00:30:00Z'), '10-25T00:30 10-25T02:30')
  t.equal(opening('2026-10-25T02:29:59Z'), '10-25T00:30 10-25T02:30')
  t.equal(opening('2026-10-25T02:30:00Z'), undefined)
})

t.test('nothing is open before a window begins and after it is over', async t => {
  const ends = { ...plan, endsAt: new Date('2026-01-10T02:00:00Z') }
  t.equal(opening('2026-01-10T01:45:00Z', ends), '01-10T01:30 01-10T02:00')
  t.equal(opening('2026-01-10T02:00:00Z', ends), undefined)
  const begins = { ...plan, beginsAt: new Date('2026-01-10T01:31:00Z') }
  t.equal(opening('2026-01-10T01:45:00Z', begins), undefined)
  t.strictSame(nextOpening(begins, plan.beginsAt), new Date('2026-01-11T01:30:00Z'))
  t.equal(nextOpening(ends, new Date('2026-01-10T01:30:00Z')), undefined)
})

t.test('a window without a schedule is open once', async t => {
  const once = { ...plan, schedule: null }
  t.strictSame(openingAt(once, plan.beginsAt), { from: plan.beginsAt, until: plan.endsAt })
  t.equal(openingAt(once, plan.endsAt), undefined)
  t.equal(nextOpening(once, plan.beginsAt), undefined)
})

t.test('a schedule that never comes, overlaps itself or is none is refused', async t => {
  const fault = (schedule: string, lastsSeconds = 60): string | undefined =>
    scheduleFault({ ...plan, schedule, lastsSeconds }, plan.beginsAt)
  t.equal(fault('0 22 * * 6', 7_200), undefined)
  t.match(fault('0 0 31 2 *'), /never/)
  t.match(fault('0 * * * *', 3_601), /before it has closed/)
  t.equal(fault('0 * * * *', 3_600), undefined)
  for (const wrong of ['', 'at night', '* * * * * *', '99 * * * *'])
    t.match(fault(wrong), /five fields/, wrong)
})
