import fc from 'fast-check'
import t from 'tap'
import { createTally, type Statistics } from '../../../../core/guarding/days/statistics.ts'

function tallied(values: readonly number[]): Statistics | null {
  const tally = createTally()
  for (const value of values) tally.take(value)
  return tally.end()
}

t.test('of no value there is nothing to tell', async t => {
  t.equal(tallied([]), null)
})

t.test(
  'values are told by the lowest, the highest, the mean, the last and their number',
  async t => {
    t.strictSame(tallied([4, -2, 7, 3]), { min: -2, max: 7, mean: 3, last: 3, count: 4 })
    const most = Number.MAX_VALUE
    t.equal(tallied([most, -most])?.mean, 0, 'the way between them is more than can be counted')
    t.strictSame(tallied([5]), { min: 5, max: 5, mean: 5, last: 5, count: 1 })
  },
)

t.test('whatever is read, the mean is a number between the lowest and the highest', async t => {
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 })
  const property = fc.property(values, of => {
    const told = tallied(of)
    return (
      told !== null && told.min <= told.mean && told.mean <= told.max && told.count === of.length
    )
  })
  t.doesNotThrow(() => fc.assert(property, { numRuns: 300 }))
})
