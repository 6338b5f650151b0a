import t from 'tap'
import { gapsUntil, timeAfter, type Gap } from '../../../core/receiving/gaps.ts'

const second = (n: number): Date => new Date(n * 1_000)
const gap = (from: number, to: number): Gap => ({ from: second(from), to: second(to) })
const recorded = (from: number, to: number): { from: string; to: string } => ({
  from: second(from).toISOString(),
  to: second(to).toISOString(),
})

t.test('time goes on only outside of the gaps', async t => {
  const after = (from: number, seconds: number, gaps: readonly Gap[]): number =>
    timeAfter(second(from), seconds * 1_000, gaps).getTime() / 1_000
  t.equal(after(100, 50, []), 150)
  t.equal(after(100, 50, [gap(0, 90)]), 150, 'over before')
  t.equal(after(100, 50, [gap(90, 110)]), 160, 'it began in one')
  t.equal(after(100, 50, [gap(120, 140)]), 170, 'one in it')
  t.equal(after(100, 50, [gap(150, 160)]), 150, 'one after it')
  t.equal(after(100, 50, [gap(120, 140), gap(165, 265)]), 270, 'one in what another gave')
})

t.test('nothing is known of a Decklog that never confirmed anything', async t => {
  t.strictSame(gapsUntil(undefined, second(100)), [])
  t.strictSame(gapsUntil({ confirmed_at: null, gaps: [] }, second(100)), [])
})

t.test('a silence of its own is a gap before anyone has recorded it', async t => {
  const row = { confirmed_at: second(100), gaps: [] }
  t.strictSame(gapsUntil(row, second(160)), [])
  t.strictSame(gapsUntil(row, second(161)), [gap(100, 161)])
})

t.test('gaps are in order, apart from each other, and begin before now', async t => {
  const gaps = [recorded(200, 300), recorded(50, 80), recorded(70, 100), recorded(900, 950)]
  t.strictSame(gapsUntil({ confirmed_at: second(500), gaps }, second(510)), [
    gap(50, 100),
    gap(200, 300),
  ])
})
