import t from 'tap'
import { Intake, type Holder } from '../../../ledger-node/wire/intake.ts'

interface Call extends Holder {
  readonly states: string[]
}

function createCall(): Call {
  const states: string[] = []
  return {
    states,
    pause: () => states.push('paused'),
    resume: () => states.push('resumed'),
    refuse: () => states.push('refused'),
  }
}

t.test('lets everybody in while there is room', async t => {
  const intake = new Intake(10, 0)
  const [a, b] = [createCall(), createCall()]
  intake.take(a, 5)
  intake.take(b, 5)
  t.strictSame([a.states, b.states], [[], []])
  t.equal(intake.bytes, 10)
})

t.test('has whoever brings too much wait, but for the one that came first', async t => {
  const intake = new Intake(10, 0)
  const [a, b, c] = [createCall(), createCall(), createCall()]
  intake.take(a, 6)
  intake.take(b, 6)
  intake.take(c, 1)
  intake.take(a, 20)
  t.strictSame([a.states, b.states, c.states], [[], ['paused'], ['paused']])
  intake.give(a, 26, 'nothing')
  t.strictSame(
    [b.states, c.states],
    [
      ['paused', 'resumed'],
      ['paused', 'resumed'],
    ],
  )
  intake.give(b, 6, 'nothing')
  intake.give(c, 1, 'nothing')
  t.equal(intake.bytes, 0)
})

t.test('has nobody wait who holds no more than a share', async t => {
  const intake = new Intake(10, 2)
  const [much, little] = [createCall(), createCall()]
  intake.take(much, 20)
  intake.take(little, 2)
  t.strictSame(little.states, [])
  intake.take(little, 1)
  t.strictSame(little.states, ['paused'])
  intake.give(little, 1, 'something')
  t.strictSame(little.states, ['paused', 'resumed'])
  intake.give(little, 2, 'nothing')
  intake.give(much, 20, 'nothing')
  t.equal(intake.bytes, 0)
})

t.test('goes on with the next oldest while there is still no room', async t => {
  const intake = new Intake(10, 0)
  const [a, b, c] = [createCall(), createCall(), createCall()]
  intake.take(a, 11)
  intake.take(b, 11)
  intake.take(c, 11)
  intake.give(a, 11, 'nothing')
  t.strictSame([b.states, c.states], [['paused', 'resumed'], ['paused']])
  intake.give(c, 11, 'nothing')
  intake.give(b, 11, 'nothing')
})

t.test('ends a call for which there is no room for too long', async t => {
  const { mock } = await import('node:test')
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  const intake = new Intake(10, 0)
  const [a, b] = [createCall(), createCall()]
  intake.take(a, 11)
  intake.take(b, 1)
  mock.timers.tick(30_000)
  t.strictSame(b.states, ['paused', 'refused'])
})
