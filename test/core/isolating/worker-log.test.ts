import t from 'tap'
import { Allowance } from '../../../core/timing/allowance.ts'
import { createWorkerLog } from '../../../core/isolating/worker-log.ts'
import type { FromReader } from '../../../core/isolating/worker-messages.ts'

function begin() {
  const told: FromReader[] = []
  const time = { nowMs: 0 }
  const log = createWorkerLog(
    message => void told.push(message),
    () => time.nowMs,
  )
  return { told, time, ...log }
}

t.test('an allowance is for a span of time, and then for another', async t => {
  const time = { nowMs: 5 }
  const allowance = new Allowance({ most: 2, inMs: 1_000 }, () => time.nowMs)
  const take = (): readonly boolean[] => [allowance.take(), allowance.take(), allowance.take()]
  t.strictSame(take(), [true, true, false])
  time.nowMs = 1_004
  t.strictSame(take(), [false, false, false])
  time.nowMs = 1_005
  t.strictSame(take(), [true, true, false])
})

t.test('a hundred lines a second are written, and how many more there were', async t => {
  const { told, time, log, tellLeftOut } = begin()
  for (let i = 0; i < 1_000; i += 1) log.info({ i }, 'again')
  t.equal(told.length, 100)
  t.match(told[0], { kind: 'log', level: 'info', fields: { i: 0 }, text: 'again' })
  time.nowMs = 1_000
  log.debug('on')
  t.match(told.slice(100), [
    { level: 'warn', text: '900 lines were left out: more than 100 a second' },
    { level: 'debug', fields: {}, text: 'on' },
  ])
  tellLeftOut()
  t.equal(told.length, 102, 'once')
})

t.test('what is left out when a reading ends is told then', async t => {
  const { told, log, tellLeftOut } = begin()
  for (let i = 0; i < 101; i += 1) log.warn('again')
  tellLeftOut()
  t.match(told.at(-1), { level: 'warn', text: /^1 lines/ })
})

t.test('a line is as long as it may be, whatever it is made of', async t => {
  const { told, log } = begin()
  const circular: { self?: object } = {}
  circular.self = circular
  log.error({ text: 'x'.repeat(100_000) }, 'y'.repeat(100_000))
  log.error(circular, 'round')
  log.error({ toJSON: () => 'text' }, 'other')
  log.error({ toJSON: () => undefined }, 'nothing')
  t.ok(JSON.stringify(told[0]).length < 40_000)
  t.match(told.slice(1), [
    { fields: {}, text: 'round' },
    { fields: {}, text: 'other' },
    { fields: {}, text: 'nothing' },
  ])
})
