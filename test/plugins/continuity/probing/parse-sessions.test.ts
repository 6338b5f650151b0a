import t from 'tap'
import { parseSessions } from '../../../../plugins/continuity/probing/finding.ts'

const at = '2026-01-01T12:00:00.000Z'
const ms = Date.parse(at)

t.test('reads a list, bare or under sessions', async t => {
  const list = [{ key: 'a', updatedAt: ms }]
  const expected = [{ key: 'a', activeAt: at }]
  t.strictSame(parseSessions(JSON.stringify(list)), expected)
  t.strictSame(parseSessions(JSON.stringify({ sessions: list, count: 1 })), expected)
  t.strictSame(parseSessions('[]'), [])
})

t.test('reads a time in each of its forms', async t => {
  const forms: readonly (readonly [unknown, string | null])[] = [
    [ms, at],
    [ms / 1_000, at],
    [ms / 1_000 + 0.5, '2026-01-01T12:00:00.500Z'],
    [String(ms), at],
    [at, at],
    ['2026-01-01T13:00:00+01:00', at],
    ['2026-01-01T12:00:00', at],
    [null, null],
    [undefined, null],
    ['yesterday', null],
    ['', null],
    [1e300, null],
    [1e15, null],
    [-1, null],
  ]
  for (const [updatedAt, activeAt] of forms) {
    const body = JSON.stringify([{ key: 'a', updatedAt }])
    t.strictSame(parseSessions(body), [{ key: 'a', activeAt }], String(updatedAt))
  }
})

t.test('trims keys and takes each once, with its later time', async t => {
  const body = [
    { key: ' a ', updatedAt: null, kind: 'direct' },
    { key: 'a', updatedAt: ms },
    { key: 'a\n', updatedAt: ms - 1 },
    { key: 'b' },
  ]
  t.strictSame(parseSessions(JSON.stringify(body)), [
    { key: 'a', activeAt: at },
    { key: 'b', activeAt: null },
  ])
})

t.test('is not fooled by what is no list of sessions', async t => {
  const wrong = [
    '',
    'null',
    '{}',
    '"a"',
    '7',
    '[1]',
    '[{"updatedAt":1}]',
    '[{"key":7}]',
    '[{"key":" "}]',
  ]
  const nested = [
    '{"sessions":null}',
    '{"sessions":{}}',
    '{"sessions":["a"]}',
    '[{"key":"a"}',
    '<html>',
  ]
  for (const body of [...wrong, ...nested]) t.equal(parseSessions(body), undefined, body)
})
