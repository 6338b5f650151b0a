import t from 'tap'
import {
  codeOf,
  DecklogError,
  invalidField,
  isDecklogError,
  messageOf,
  notFound,
} from '../../core/errors.ts'

const thrower = {
  get message(): string {
    throw new Error('hidden')
  },
  get code(): string {
    throw new Error('hidden')
  },
}
const { proxy, revoke } = Proxy.revocable({}, {})
revoke()

t.test('answers a message for anything thrown', async t => {
  const things: readonly unknown[] = [
    ...[undefined, null, '', '  ', 0, 1n, true, Symbol('s'), Symbol(), {}, [], () => {}],
    ...[new Error(), new Error(''), new AggregateError([]), Object.create(null), thrower, proxy],
    ...[{ message: 1 }, { message: {} }, new AggregateError([undefined, '']), new Error('\0')],
    ...[{ name: '', code: 7 }, new Proxy(new Error('x'), { get: () => thrower.message })],
  ]
  for (const [index, thing] of things.entries()) {
    const message = messageOf(thing)
    t.ok(message.length > 0 && message.length <= 1_000, `thing ${index}: ${message}`)
    t.notMatch(message, /\0|\p{Surrogate}/u)
  }
})

t.test('says what an error without a message is made of', async t => {
  const dead = new AggregateError([new Error('connect ECONNREFUSED ::1:80'), 'no route'])
  t.equal(messageOf(dead), 'connect ECONNREFUSED ::1:80; no route')
  t.equal(messageOf(Object.assign(new Error(''), { code: 'ECONNREFUSED' })), 'ECONNREFUSED')
  t.equal(messageOf(new RangeError()), 'RangeError')
  t.equal(messageOf('words'), 'words')
  const round = new AggregateError([])
  round.errors.push(round)
  t.equal(messageOf(round), 'AggregateError')
})

t.test('bounds a message and makes it one that every store can keep', async t => {
  const long = messageOf(new Error('x'.repeat(1_000_000)))
  t.equal(long.length, 1_000)
  t.equal(messageOf(new Error('a\0b\ud800c')), 'a\ufffdb\ufffdc')
  t.ok(messageOf(`${'x'.repeat(998)}😀😀`).isWellFormed())
})

t.test('knows our errors by their code, not by their class', async t => {
  const foreign = Object.assign(new Error('no'), { code: 'DECKLOG_REFUSED' })
  t.ok(isDecklogError(foreign))
  t.ok(isDecklogError({ message: 'no', code: 'DECKLOG_REFUSED' }, 'DECKLOG_REFUSED'))
  t.notOk(isDecklogError(foreign, 'DECKLOG_NOT_FOUND'))
  for (const other of [new Error('x'), { code: 'DECKLOG_REFUSED' }, { code: 'toString' }, null])
    t.notOk(isDecklogError(other))
  for (const odd of [thrower, proxy]) t.notOk(isDecklogError(odd))
})

t.test('tells the code of anything thrown', async t => {
  t.equal(codeOf(new DecklogError('DECKLOG_TIMEOUT', 'late')), 'DECKLOG_TIMEOUT')
  t.equal(codeOf(Object.assign(new Error(), { code: 'ENOENT' })), 'ENOENT')
  for (const other of [{ code: 14 }, { code: '' }, undefined, 'ENOENT', thrower, proxy])
    t.equal(codeOf(other), undefined)
})

t.test('says what is not there and what is not valid', async t => {
  t.equal(notFound('disk').code, 'DECKLOG_NOT_FOUND')
  const { code, fields } = invalidField('after', 'is not a cursor of this list')
  t.equal(code, 'DECKLOG_VALIDATION')
  t.strictSame(fields, [{ field: 'after', message: 'is not a cursor of this list' }])
})
