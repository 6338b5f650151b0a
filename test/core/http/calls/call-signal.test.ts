import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import t from 'tap'
import { goneSignal, withSignal } from '../../../../core/http/calls/call-signal.ts'
import { createLateSignal } from '../../../../core/timing/within.ts'

const call = {
  ...{ params: {}, query: {}, payload: undefined, requestId: 'one', apiUrl: 'http://127.0.0.1' },
  caller: { actor: { kind: 'service', id: 'it' }, scopes: [], boards: null },
} as const

t.test('nobody listens for the end of a caller whose signal is not asked for', async t => {
  const answer = new PassThrough()
  const made = withSignal(call, goneSignal(answer), createLateSignal().signal)
  t.equal(made.requestId, 'one')
  t.equal(answer.listenerCount('close'), 0)
})

t.test('the signal of a call aborts when the caller goes away', async t => {
  const answer = new PassThrough()
  const { signal } = withSignal(call, goneSignal(answer), createLateSignal().signal)
  t.equal(signal.aborted, false)
  answer.destroy()
  await once(answer, 'close')
  t.equal(signal.aborted, true)
})

t.test('a signal that is asked for when the caller has gone has aborted', async t => {
  const answer = new PassThrough()
  const made = withSignal(call, goneSignal(answer), createLateSignal().signal)
  answer.destroy()
  await once(answer, 'close')
  t.equal(made.signal.aborted, true)
  t.equal(made.signal, made.signal)
})

t.test('the signal of a call aborts when its time is over', async t => {
  const late = createLateSignal()
  const { signal } = withSignal(call, goneSignal(new PassThrough()), late.signal)
  late.abort(new Error('over'))
  t.equal(signal.aborted, true)
})
