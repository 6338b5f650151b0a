import t from 'tap'
import { formatOrigin, originKey, originOf, readOrigin } from '../../../core/history/origin.ts'

const first = { revision: 41n, position: 81234n, recordedAt: new Date('2026-02-24T10:00:00.123Z') }

t.test('an origin is read as it was written', async t => {
  const text = formatOrigin(first)
  t.equal(text, '41 81234 2026-02-24T10:00:00.123Z')
  t.strictSame(readOrigin({ [originKey]: text }), first)
})

t.test('a copied event tells its first place and time, any other its own', async t => {
  const here = { revision: 3n, position: 9n, recordedAt: new Date('2026-03-01T00:00:00.000Z') }
  t.strictSame(originOf({ ...here, metadata: { origin: formatOrigin(first) } }), first)
  t.strictSame(originOf({ ...here, metadata: {} }), here)
})

t.test('what is no origin is none', async t => {
  for (const text of [
    '',
    '1 2',
    '1 2 yesterday',
    '-1 2 2026-02-24T10:00:00.123Z',
    '1 2 2026-99-24T10:00:00.123Z',
  ])
    t.equal(readOrigin({ [originKey]: text }), undefined, text)
})
