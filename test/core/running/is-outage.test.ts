import t from 'tap'
import { DecklogError } from '../../../core/errors.ts'
import { isOutage } from '../../../core/running/is-outage.ts'

const coded = (code: string): Error => Object.assign(new Error('it did not work'), { code })

t.test('knows what passes by itself, however deep it lies', async t => {
  for (const code of [
    ...(['DECKLOG_TIMEOUT', 'DECKLOG_LEDGER_UNAVAILABLE', 'DECKLOG_OUTCOME_UNKNOWN'] as const),
    ...(['DECKLOG_DATABASE_UNAVAILABLE', 'DECKLOG_PROJECTION_BEHIND'] as const),
    ...(['DECKLOG_PROJECTION_REBUILDING', 'DECKLOG_LEASE_LOST'] as const),
    ...(['DECKLOG_RATE_LIMITED', 'DECKLOG_SHUTTING_DOWN'] as const),
  ])
    t.ok(isOutage(new DecklogError(code, 'for a while')), code)
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN'])
    t.ok(isOutage(coded(code)), code)
  for (const code of ['EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
    t.ok(isOutage(coded(code)), code)
  t.ok(isOutage(new DOMException('late', 'TimeoutError')))
  t.ok(isOutage(new DOMException('over', 'AbortError')))
  t.ok(isOutage(new Error('Connection terminated unexpectedly')), 'as pg says it')
  t.ok(isOutage(new TypeError('fetch failed', { cause: coded('UND_ERR_SOCKET') })))
  t.ok(isOutage(new AggregateError([coded('ECONNREFUSED')])), 'as Node tells of several addresses')
  t.ok(isOutage(new Error('a', { cause: new Error('b', { cause: coded('EPIPE') }) })))
})

t.test('takes everything else for what is wrong with the event', async t => {
  const loop = new Error('a')
  loop.cause = loop
  const odd = Object.defineProperty({}, 'cause', {
    get() {
      throw new Error('no')
    },
  })
  for (const error of [
    ...[new Error('cannot be done'), new TypeError('x is not a function'), coded('ENOENT')],
    ...[new DecklogError('DECKLOG_REFUSED', 'no'), new DecklogError('DECKLOG_VALIDATION', 'no')],
    ...[undefined, null, '', 'ECONNREFUSED', 7, loop, odd],
  ])
    t.notOk(isOutage(error))
})
