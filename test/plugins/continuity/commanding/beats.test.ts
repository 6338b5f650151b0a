import t, { type Test } from 'tap'
import { createBeats } from '../../../../plugins/continuity/commanding/run-command.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'

function start(t: Test, send: () => Promise<unknown>) {
  const clock = createFakeClock()
  const sent: string[] = []
  const warned: string[] = []
  const beats = createBeats({
    ...{ clock, everyMs: 60_000, patienceMs: 3_000 },
    warn: line => warned.push(line),
    send: ({ status, sent_at: at, note }) => {
      sent.push([status, at.slice(14, 19), note].join(' ').trim())
      return send()
    },
  })
  return { clock, sent, warned, beats }
}

t.test('beats at once, every interval, and at the end', async t => {
  const { clock, sent, warned, beats } = start(t, async () => undefined)
  beats.begin({ status: 'running' })
  await clock.advance(0)
  await clock.advance(125_000)
  await beats.finish({ status: 'succeeded', note: 'done' })
  await clock.advance(600_000)
  t.strictSame(sent, ['running 00:00', 'running 01:00', 'running 02:00', 'succeeded 02:05 done'])
  t.strictSame(warned, [])
})

t.test('says once that beats are not taken, and goes on', async t => {
  let taken = false
  const { clock, sent, warned, beats } = start(t, async () => {
    if (!taken) throw new Error('nobody answers')
  })
  beats.begin({ status: 'running' })
  await clock.advance(0)
  await clock.advance(120_000)
  t.strictSame(warned, ['heartbeats are not taken: nobody answers'])
  taken = true
  await clock.advance(60_000)
  taken = false
  await clock.advance(60_000)
  t.equal(warned.length, 2, 'and again after it went well')
  await t.resolves(beats.finish({ status: 'failed' }))
  t.equal(sent.length, 6)
})

t.test('the last beat never overtakes one under way', async t => {
  let answer = (): void => {}
  const { clock, sent, beats } = start(t, () => new Promise<void>(resolve => (answer = resolve)))
  beats.begin({ status: 'running' })
  await clock.advance(0)
  const finished = beats.finish({ status: 'succeeded' })
  await clock.advance(1_000)
  t.strictSame(sent, ['running 00:00'])
  answer()
  await clock.advance(0)
  t.strictSame(sent, ['running 00:00', 'succeeded 00:01'])
  answer()
  await finished
})

t.test('waits no longer than it has patience', async t => {
  const { clock, beats } = start(t, () => new Promise(() => undefined))
  beats.begin({ status: 'running' })
  await clock.advance(0)
  const finished = beats.finish({ status: 'succeeded' })
  await clock.advance(3_000)
  await t.resolves(finished)
})
