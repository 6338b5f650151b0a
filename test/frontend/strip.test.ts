import t from 'tap'
import { describeStrip, stripOf, withBeat } from '../../frontend/pages/boards/strip.ts'
import { emptyList } from '../support/empty-list.ts'

const now = Date.parse('2026-11-03T12:00:00Z')
const minute = 60_000
const ago = (minutes: number): string => new Date(now - minutes * minute).toISOString()
const beat = (minutes: number, outcome: 'well' | 'failed' = 'well') => ({
  ...{ at: ago(minutes), outcome, status: null as string | null },
  event_id: `00000000-0000-4000-8000-${String(minutes).padStart(12, '0')}`,
})
const strip = (beats: readonly ReturnType<typeof beat>[], since: string | null = null) =>
  stripOf({ beats: [...beats], since }, { now, silentAfterMs: 10 * minute })

t.test(
  'beats lie in their order, and where they are missing for too long there is a silence',
  async t => {
    const found = strip([beat(2), beat(8), beat(40, 'failed'), beat(45)])
    t.match(found, {
      from: now - 45 * minute,
      to: now,
      silences: [{ from: now - 40 * minute, to: now - 8 * minute }],
    })
    t.strictSame(
      found?.beats.map(({ time }) => (now - time) / minute),
      [45, 40, 8, 2],
    )
  },
)

t.test('a silence that lasts is one too, and so is that before the first beat', async t => {
  t.match(strip([beat(11), beat(12)])?.silences, [{ from: now - 11 * minute, to: null }])
  t.strictSame(strip([beat(10), beat(12)])?.silences, [], 'as long as it may be silent')
  t.match(strip([beat(1)], ago(30)), {
    from: now - 30 * minute,
    silences: [{ from: now - 30 * minute, to: now - minute }],
  })
  t.equal(strip([], ago(30)), undefined)
})

t.test('a beat that the clock here calls one of the future is shown all the same', async t => {
  t.match(strip([beat(-1), beat(5)]), { to: now + minute, silences: emptyList })
})

t.test('the strip is said in a sentence', async t => {
  const said = (beats: readonly ReturnType<typeof beat>[]): string => {
    const found = strip(beats)
    return found === undefined ? '' : describeStrip(found, now)
  }
  t.equal(said([beat(2), beat(5)]), '2 beats in 5 min; none came late.')
  t.match(said([beat(2, 'failed')]), /^1 beat in 2 min, 1 of them said that its work failed; none/)
  t.match(said([beat(2), beat(40)]), /; silent once: 38 min from \S+ on\.$/)
  t.match(said([beat(2), beat(40), beat(60)]), /; silent 2 times, the longest 38 min from/)
})

t.test('a beat that comes is taken in once, and never an older one', async t => {
  const known = { agent_id: '00000000-0000-4000-8000-000000000001', since: null, beats: [beat(5)] }
  t.strictSame(withBeat(known, beat(5)), known)
  t.strictSame(withBeat(known, beat(9)), known)
  t.strictSame(
    withBeat(known, beat(1)).beats.map(({ at }) => at),
    [ago(1), ago(5)],
  )
})

t.test('of very many beats the newest are kept, and no silence is made up before them', async t => {
  const beats = Array.from({ length: 500 }, (_, n) => beat(n + 2))
  const known = { agent_id: '00000000-0000-4000-8000-000000000001', since: ago(900), beats }
  const { beats: kept, since } = withBeat(known, beat(1))
  t.strictSame([kept.length, kept[0]?.at, since], [500, ago(1), ago(500)])
  t.strictSame(strip(kept, since)?.silences, [])
})
