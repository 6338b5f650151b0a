import t from 'tap'
import { describeHealth, readHealth, unreachable } from '../../frontend/read-health.ts'

const item = (state: string, name = 'ledger', reason?: string): object => ({ name, state, reason })

t.test('a backend whose parts are all well is ready', async t => {
  const health = readHealth(200, { ok: true, items: [item('ok')] })
  t.strictSame(health, {
    state: 'ready',
    parts: [{ name: 'ledger', state: 'ok', reason: null }],
  })
  t.equal(describeHealth(health), 'The backend is ready.')
})

t.test('a backend with degraded parts is ready, and says how many', async t => {
  const one = readHealth(200, { ok: true, items: [item('ok'), item('degraded')] })
  t.equal(one.state, 'degraded')
  t.equal(describeHealth(one), 'The backend is ready; one part is degraded.')
  const two = readHealth(200, { ok: true, items: [item('degraded'), item('degraded')] })
  t.equal(describeHealth(two), 'The backend is ready; 2 parts are degraded.')
})

t.test('a backend that is not ready tells why, the worst first', async t => {
  const items = [item('ok', 'http'), item('degraded', 'disk'), item('failing', 'ledger', 'gone')]
  const health = readHealth(503, { ok: false, items })
  t.equal(health.state, 'not_ready')
  t.match(health.parts, [{ name: 'ledger', reason: 'gone' }, { name: 'disk' }, { name: 'http' }])
  t.equal(describeHealth(health), 'The backend is not ready.')
})

t.test('what is not an answer of a backend is no backend', async t => {
  t.strictSame(readHealth(502, { items: [] }), unreachable)
  t.strictSame(readHealth(200, '<html>'), unreachable)
  t.strictSame(readHealth(200, { ok: true }), unreachable)
  t.equal(describeHealth(unreachable), 'The backend does not answer.')
})

t.test('a part that makes no sense is left out', async t => {
  const items = [item('ok'), item('purple'), { state: 'ok' }, null, 7]
  t.equal(readHealth(200, { ok: true, items }).parts.length, 1)
})
