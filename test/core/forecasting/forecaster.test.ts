import t from 'tap'
import { foresee, hour, shareTold } from './series.ts'

// 10 hours flat at 40, then 4 an hour.
const filling = (minute: number): number => 40 + (Math.max(minute - 600, 0) * 4) / 60

t.test('a steady rise ends when the line says so, however long it was flat before', async t => {
  const told = foresee(600 + 300, filling).at(-1)
  t.ok(told && Math.abs(told.inSeconds - 10 * hour) < 0.05 * 10 * hour, JSON.stringify(told))
  t.ok(told && told.lowSeconds <= 10 * hour && 10 * hour <= told.highSeconds)
  t.ok(told && Math.abs(told.reach - 2) < 0.1, 'twice what has grown is left')
  t.ok(told && Math.abs(told.seenSeconds - 5 * hour) < 0.5 * hour)
})

t.test('a rise is told of within a twentieth of it', async t => {
  const told = foresee(600 + 45, filling)
  t.equal(told[600], null)
  t.ok(told.at(-1))
})

t.test('what is full is full now', async t => {
  const told = foresee(900, minute => Math.min(40 + minute / 10, 100))
  t.equal(told[620]?.inSeconds, 0)
})

t.test('one wild reading, or two, move nothing', async t => {
  const wild = (minute: number): number =>
    minute === 890 ? 99 : minute === 891 ? 0 : filling(minute)
  const calm = foresee(900, filling)
  const moved = foresee(900, wild)
  for (const [minute, outlook] of calm.entries()) {
    const other = moved[minute]
    if (!outlook || !other) t.same(other, outlook)
    else t.ok(Math.abs(other.inSeconds / outlook.inSeconds - 1) < 0.03, `at ${minute}`)
  }
})

for (const [name, valueAt] of [
  ['flat use', () => 60],
  ['falling use', minute => 90 - minute / 100],
  ['one jump', minute => (minute < 900 ? 50 : 80)],
  ['noise', minute => 60 + Math.sin(minute * 12.9898)],
  ['a cycle of six days', minute => 60 + (18 * (minute % 8_640)) / 8_640],
] satisfies readonly (readonly [string, (minute: number) => number])[]) {
  t.test(`foresees no end of ${name}`, async t => {
    t.equal(shareTold(foresee(2_880, valueAt)), 0)
  })
}

t.test('what goes up and down rises in its first round alone', async t => {
  const rotated = (minute: number): number => 60 + (20 * (minute % 720)) / 720
  const told = foresee(4 * 720, rotated)
  t.ok(shareTold(told.slice(0, 720)) > 0.5)
  t.equal(shareTold(told.slice(760)), 0)
})

t.test('a rise under what goes up and down is seen', async t => {
  const rotated = (minute: number): number => 40 + (6 * (minute % 60)) / 60 + (minute * 2) / 60
  const told = foresee(900, rotated).at(-1)
  // 69 of 94 are reached at their peaks, 2 an hour.
  t.ok(told && Math.abs(told.inSeconds - 12 * hour) < 3 * hour, JSON.stringify(told))
})

t.test('what warms up and levels off never gets there', async t => {
  const warming = (minute: number): number => 40 + 30 * (1 - Math.exp(-minute / 240))
  t.equal(shareTold(foresee(2_880, warming).slice(300)), 0)
})

t.test('what has stopped is not foreseen for long', async t => {
  const stopped = (minute: number): number => 40 + Math.min(Math.max(minute - 600, 0), 120) / 4
  const told = foresee(1_440, stopped)
  t.ok(told[715])
  t.equal(shareTold(told.slice(760)), 0)
})

t.test('what comes in bursts is expected with the next burst', async t => {
  const batches = (minute: number): number => 40 + 10 * Math.floor(minute / 360)
  const told = foresee(5 * 360 + 180, batches).at(-1)
  // At 90 since three hours; the sixth comes in three.
  t.ok(told && Math.abs(told.inSeconds - 3 * hour) < 0.75 * hour, JSON.stringify(told))
})

t.test('hours in which nothing was read are neither rise nor rest', async t => {
  const asleep = (minute: number): number | undefined =>
    minute >= 700 && minute < 1_000 ? undefined : filling(minute < 700 ? minute : minute - 300)
  const told = foresee(1_200, asleep).at(-1)
  t.ok(told && Math.abs(told.inSeconds - 10 * hour) < 0.1 * 10 * hour, JSON.stringify(told))
})

t.test('an end that moves away moves what is foreseen, not what was seen', async t => {
  const told = foresee(900, filling, minute => (minute < 800 ? 100 : 120)).at(-1)
  t.ok(told && Math.abs(told.inSeconds - 15 * hour) < 0.07 * 15 * hour, JSON.stringify(told))
})

t.test('another thing under the same name begins anew', async t => {
  const replaced = (minute: number): number => (minute < 890 ? filling(minute) : 20)
  t.equal(foresee(900, replaced, minute => (minute < 890 ? 100 : 50)).at(-1), null)
})
