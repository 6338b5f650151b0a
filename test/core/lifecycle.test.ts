import { pino } from 'pino'
import t from 'tap'
import { createLifecycle, type Part } from '../../core/lifecycle.ts'

const log = pino({ level: 'silent' })

function recorder(calls: string[]): (name: string, overrides?: Partial<Part>) => Part {
  return (name, overrides) => ({
    name,
    async start() {
      calls.push(`start ${name}`)
    },
    async stop() {
      calls.push(`stop ${name}`)
    },
    ...overrides,
  })
}

t.test('starts in order and stops in the opposite order', async t => {
  const calls: string[] = []
  const part = recorder(calls)
  const lifecycle = createLifecycle({ parts: [part('a'), part('b'), part('c')], log })
  t.equal(lifecycle.phase(), 'stopped')
  await lifecycle.start()
  t.equal(lifecycle.phase(), 'started')
  await lifecycle.stop()
  t.equal(lifecycle.phase(), 'stopped')
  t.same(calls, ['start a', 'start b', 'start c', 'stop c', 'stop b', 'stop a'])
})

t.test('stops what had begun when a part does not start, and throws its error', async t => {
  const calls: string[] = []
  const part = recorder(calls)
  const failure = new Error('no room')
  const broken = part('b', { start: () => Promise.reject(failure) })
  const lifecycle = createLifecycle({ parts: [part('a'), broken, part('c')], log })
  await t.rejects(lifecycle.start(), failure)
  t.equal(lifecycle.phase(), 'stopped')
  t.same(calls, ['start a', 'stop b', 'stop a'])
})

t.test('refuses a second start and stops once however often it is asked', async t => {
  const calls: string[] = []
  const part = recorder(calls)
  const lifecycle = createLifecycle({ parts: [part('a')], log })
  await lifecycle.start()
  await t.rejects(lifecycle.start(), { message: 'Cannot start while started' })
  await Promise.all([lifecycle.stop(), lifecycle.stop()])
  await lifecycle.stop()
  t.same(calls, ['start a', 'stop a'])
})

t.test('starts again after a stop', async t => {
  const calls: string[] = []
  const part = recorder(calls)
  const lifecycle = createLifecycle({ parts: [part('a')], log })
  await lifecycle.start()
  await lifecycle.stop()
  await lifecycle.start()
  await lifecycle.stop()
  t.same(calls, ['start a', 'stop a', 'start a', 'stop a'])
})

t.test('gives up a start under way, waits for it, and starts nothing more', async t => {
  const calls: string[] = []
  const part = recorder(calls)
  const slow = part('slow', {
    start: signal =>
      new Promise<void>(resolve => {
        signal.addEventListener('abort', () => {
          calls.push('slow ends')
          resolve()
        })
      }),
  })
  const lifecycle = createLifecycle({ parts: [part('a'), slow, part('c')], log })
  const starting = lifecycle.start()
  t.equal(lifecycle.phase(), 'starting')
  const rejected = t.rejects(starting, { code: 'DECKLOG_SHUTTING_DOWN' })
  await new Promise(setImmediate)
  await lifecycle.stop()
  await rejected
  t.same(calls, ['start a', 'slow ends', 'stop slow', 'stop a'])
})

t.test('passes over a part that does not stop, and one that throws', async t => {
  const calls: string[] = []
  const part = recorder(calls)
  const stuck = part('stuck', { stopMs: 20, stop: () => new Promise(() => undefined) })
  const broken = part('broken', { stop: () => Promise.reject(new Error('jammed')) })
  const lifecycle = createLifecycle({ parts: [part('a'), stuck, broken], log })
  await lifecycle.start()
  await lifecycle.stop()
  t.same(calls, ['start a', 'start stuck', 'start broken', 'stop a'])
})

t.test('keeps the whole stop within its budget and still asks every part', async t => {
  const calls: string[] = []
  const part = recorder(calls)
  const stuck = (name: string): Part =>
    part(name, {
      // For longer than anybody waits: the budget of the whole ends it.
      stopMs: 3_600_000,
      stop: () => {
        calls.push(`stop ${name}`)
        return new Promise(() => undefined)
      },
    })
  const parts = ['a', 'b', 'c', 'd'].map(stuck)
  const lifecycle = createLifecycle({ parts, log, stopMs: 100 })
  await lifecycle.start()
  await lifecycle.stop()
  t.same(calls.slice(4), ['stop d', 'stop c', 'stop b', 'stop a'])
})

t.test('stops quietly when it was never started', async t => {
  const calls: string[] = []
  await createLifecycle({ parts: [recorder(calls)('a')], log }).stop()
  t.same(calls, [])
})
