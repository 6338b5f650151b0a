import t from 'tap'
import { createSchedule } from '../../../../plugins/continuity/probing/observe-subjects.ts'
import type { RuntimeSubject } from '../../../../plugins/continuity/probing/subject.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'

const target: RuntimeSubject['target'] = {
  ...{ kind: 'tcp', url: 'tcp://a.example:1', everySeconds: 30, timeoutSeconds: 5 },
  ...{ expectStatus: null, expectBody: null },
}
const subject = (boardId: string, more: Partial<RuntimeSubject> = {}): RuntimeSubject => ({
  ...{ of: 'runtime', boardId, target, last: null },
  ...more,
})
const dateAt = (seconds: number): Date =>
  new Date(createFakeClock().now().getTime() + seconds * 1_000)
const at = (seconds: number, setBySeconds = 0) => ({
  now: dateAt(seconds + setBySeconds),
  monotonicMs: seconds * 1_000,
})
const steady = (): number => 0.5

t.test('takes a new subject at once, and then once every interval', async t => {
  const schedule = createSchedule(steady)
  const taken = []
  for (let second = 0; second <= 90; second += 1)
    for (const one of schedule.take([subject('a')], at(second))) {
      taken.push(second)
      schedule.done(one)
    }
  t.strictSame(taken, [0, 30, 60, 90])
})

t.test('spreads them by a twentieth of the interval either way', async t => {
  for (const [random, expected] of [
    [0, 28.5],
    [1, 31.5],
  ] as const) {
    const schedule = createSchedule(() => random)
    schedule.take([subject('a')], at(0)).forEach(schedule.done)
    t.strictSame(schedule.take([subject('a')], at(expected - 0.001)), [])
    t.equal(schedule.take([subject('a')], at(expected)).length, 1)
  }
})

t.test('goes on where another leader stopped', async t => {
  const last = { receivedAt: dateAt(-20), reading: {} } as unknown as RuntimeSubject['last']
  const known = subject('a', { last })
  const schedule = createSchedule(steady)
  t.strictSame(schedule.take([known], at(9)), [])
  t.strictSame(schedule.take([known], at(10)), [known])
})

t.test('does not take what is still under way', async t => {
  const schedule = createSchedule(steady)
  const [one] = schedule.take([subject('a')], at(0))
  t.strictSame(schedule.take([subject('a')], at(300)), [])
  schedule.done(one!)
  t.equal(schedule.take([subject('a')], at(300)).length, 1)
})

t.test('takes a subject with another target as a new one', async t => {
  const schedule = createSchedule(steady)
  schedule.take([subject('a')], at(0)).forEach(schedule.done)
  const moved = subject('a', { target: { ...target, url: 'tcp://b.example:1' } })
  t.strictSame(schedule.take([moved], at(1)), [moved])
})

for (const setBySeconds of [-86_400, 86_400]) {
  t.test(`a clock that is set by ${setBySeconds} s neither stops nor hurries it`, async t => {
    const schedule = createSchedule(steady)
    schedule.take([subject('a')], at(0)).forEach(schedule.done)
    t.strictSame(schedule.take([subject('a')], at(29, setBySeconds)), [])
    t.equal(schedule.take([subject('a')], at(30, setBySeconds)).length, 1)
  })

  t.test(`a reading ${setBySeconds} s away is waited for an interval at most`, async t => {
    const last = {
      receivedAt: dateAt(-setBySeconds),
      reading: {},
    } as unknown as RuntimeSubject['last']
    const schedule = createSchedule(steady)
    schedule.take([subject('a', { last })], at(0)).forEach(schedule.done)
    t.equal(schedule.take([subject('a', { last })], at(30)).length, 1)
  })
}
