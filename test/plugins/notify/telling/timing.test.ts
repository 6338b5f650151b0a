import t from 'tap'
import { retryAt } from '../../../../plugins/notify/telling/deliver.ts'
import { isQuiet } from '../../../../plugins/notify/telling/quiet-hours.ts'

const since = new Date('2026-01-01T00:00:00.000Z')
const giveUpMs = 86_400_000

t.test(
  'an attempt follows after 10 s, then twice as long each time, up to a quarter of an hour',
  async t => {
    const pauses = [1, 2, 3, 7, 8, 60].map(attempt => {
      const at = retryAt(attempt, { now: since, since, giveUpMs })
      return at && (at.getTime() - since.getTime()) / 1_000
    })
    t.strictSame(pauses, [10, 20, 40, 640, 900, 900])
  },
)

t.test('it is given up a day after the newest notice in it', async t => {
  const at = (hours: number): Date => new Date(since.getTime() + hours * 3_600_000)
  t.ok(retryAt(90, { now: at(23.5), since, giveUpMs }))
  t.equal(retryAt(90, { now: at(23.9), since, giveUpMs }), null)
})

t.test('quiet hours pass midnight, and let through what is excepted', async t => {
  const hours = [{ from: '22:00', to: '06:30', except: 'critical' }] as const
  const quiet = (time: string, severity: 'warning' | 'critical'): boolean =>
    isQuiet(hours, { now: new Date(`2026-01-01T${time}:00.000Z`), severity })
  t.strictSame(
    ['21:59', '22:00', '00:00', '06:29', '06:30'].map(time => quiet(time, 'warning')),
    [false, true, true, true, false],
  )
  t.notOk(quiet('23:00', 'critical'))
  t.ok(isQuiet([{ ...hours[0], except: 'none' }], { now: new Date(since), severity: 'critical' }))
})
