import t from 'tap'
import {
  firstVisible,
  noLimits,
  parseLimits,
  undeleted,
} from '../../../ledger-node/storing/stream-limits.ts'

const json = (text: string) => ({ isJson: true, data: Buffer.from(text) })

t.test('reads limits out of metadata', async t => {
  t.strictSame(parseLimits(json('{"$maxCount":3,"$maxAge":60,"$tb":7,"own":1}')), {
    maxCount: 3,
    maxAgeMs: 60_000,
    truncateBefore: 7,
  })
  t.strictSame(parseLimits(undefined), noLimits)
  t.strictSame(parseLimits({ isJson: false, data: Buffer.from('{"$tb":7}') }), noLimits)
})

t.test('tells 2^63-1, which deletes, from its neighbours', async t => {
  t.equal(parseLimits(json('{"$tb":9223372036854775807}')).truncateBefore, Infinity)
  t.equal(parseLimits(json('{"$tb":9223372036854775806}')).truncateBefore, Number.MAX_SAFE_INTEGER)
  t.strictSame(parseLimits(json('{"$tb":9223372036854775807.0}')), noLimits)
  t.strictSame(parseLimits(json('{"$tb":9223372036854775808,"own":{"$tb":7}}')), noLimits)
  t.strictSame(parseLimits(json('{"$tb":9223372036854775808}')), noLimits)
})

t.test('ignores metadata that makes no sense whole', async t => {
  for (const text of [
    '',
    'nonsense',
    '[1]',
    'null',
    '{"$tb":1,"$maxCount":"2"}',
    '{"$tb":1,"$maxCount":1.5}',
    '{"$tb":1,"$maxAge":null}',
    '{"$tb":1,"$acl":"name"}',
    '{"$tb":1,"$acl":{"$r":[1]}}',
  ])
    t.strictSame(parseLimits(json(text)), noLimits, text)
  t.strictSame(parseLimits(json('{"$tb":1,"$maxCount":0}')), {
    maxCount: undefined,
    truncateBefore: 1,
  })
})

t.test('shows what the tightest limit leaves', async t => {
  t.equal(firstVisible(noLimits, 9), 0)
  t.equal(firstVisible({ maxCount: 3, truncateBefore: 0 }, 9), 7)
  t.equal(firstVisible({ maxCount: 30, truncateBefore: 4 }, 9), 4)
})

t.test('undeletes by keeping all else of the metadata', async t => {
  const before = json('{"$tb":9223372036854775807,"owner":"x"}')
  t.equal(String(undeleted(before, 5)), '{"$tb":5,"owner":"x"}')
  t.equal(undeleted(json('[]'), 5), undefined)
  t.equal(undeleted(undefined, 5), undefined)
})
