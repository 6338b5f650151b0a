import t from 'tap'
import { duration } from '../../../core/timing/duration.ts'

t.test('reads every unit as seconds', async t => {
  const cases = {
    '30s': 30,
    '5m': 300,
    '2h': 7200,
    '7d': 604_800,
    '1w': 604_800,
    '1.5m': 90,
    '45': 45,
    ' 45 ': 45,
    '0.5': 0.5,
    ' 2 h ': 7200,
  }
  for (const [text, seconds] of Object.entries(cases))
    t.equal(duration().validate(text).value, seconds, text)
})

t.test('takes a number as seconds', async t => {
  t.equal(duration().validate(90).value, 90)
})

t.test('refuses what is not a length of time', async t => {
  for (const text of ['', 'soon', '5 minutes', '-5m', '5ms', 'm']) {
    t.equal(duration().validate(text).error?.details[0]?.type, 'duration.format', text)
  }
})

t.test('keeps limits and defaults of numbers', async t => {
  const schema = duration().min(10).max(3600).default(60)
  t.equal(schema.validate(undefined).value, 60)
  t.equal(schema.validate('5s').error?.details[0]?.type, 'number.min')
  t.equal(schema.validate('2h').error?.details[0]?.type, 'number.max')
})
