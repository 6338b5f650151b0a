import t from 'tap'
import { describeBytes, exactBytes } from '../../frontend/words/bytes.ts'
import { curlOf, quoted } from '../../frontend/words/command-lines.ts'
import { describeConnection } from '../../frontend/words/connection.ts'
import { describeDuration, describeSpan } from '../../frontend/words/durations.ts'
import { levelOf, levels, rankOf, worstOf } from '../../frontend/words/levels.ts'
import { describeTime, exactTime, relativeTime } from '../../frontend/words/times.ts'
import { countOf, describeValue, listOf } from '../../frontend/words/values.ts'
import { describeSample } from '../../core/guarding/words.ts'

t.test('bytes are written as the sentences of the API write them', async t => {
  const declared = { room: { title: 'Room', unit: 'bytes' as const } }
  for (const bytes of [
    0, 1, 999, 1_000, 1_499, 12_345, 999_949, 2e9, 78_123_456_789, 3.2e15, -5e6,
  ]) {
    const sentence = describeSample({ text: null, values: { room: bytes } }, declared)
    t.equal(`Room ${describeBytes(bytes)}.`, sentence)
  }
  t.equal(exactBytes(78_100_000_000), '78,100,000,000 bytes, 72.7 GiB')
  t.equal(exactBytes(1), '1 byte')
})

t.test('lengths of time are said in two units at most', async t => {
  const said = {
    0: '0 s',
    45: '45 s',
    59.9: '59 s',
    60: '1 min',
    719: '11 min',
    3_600: '1 h',
    11_520: '3 h 12 min',
    86_399: '23 h 59 min',
    187_200: '2 d 4 h',
    8_640_000: '100 d',
  }
  for (const [seconds, words] of Object.entries(said))
    t.equal(describeDuration(Number(seconds)), words)
  t.equal(describeDuration(-5), '0 s', 'clocks differ')
  t.equal(describeSpan('2026-01-01T00:00:00Z', '2026-01-01T00:12:00Z'), '12 min')
})

const berlin = { now: '2026-11-03T08:00:00Z', timeZone: 'Europe/Berlin' }

t.test('a time is as short as it can be told by its day', async t => {
  const said = {
    '2026-11-03T01:11:07Z': '02:11',
    '2026-11-02T23:30:00Z': '00:30',
    '2026-11-02T22:02:00Z': 'yesterday 23:02',
    '2026-11-03T23:30:00Z': 'tomorrow 00:30',
    '2026-11-01T22:59:00Z': 'Sun 1 Nov',
    '2025-11-03T08:00:00Z': '3 Nov 2025',
    nonsense: 'at no known time',
  }
  for (const [at, words] of Object.entries(said)) t.equal(describeTime(at, berlin), words, at)
})

t.test('the day before one whose clocks change is yesterday', async t => {
  const place = { now: '2026-10-26T00:30:00Z', timeZone: 'Europe/Berlin' }
  t.equal(describeTime('2026-10-25T00:30:00Z', place), 'yesterday 02:30')
})

t.test('the exact time is that of the reader and UTC, and how long ago', async t => {
  const exact = exactTime('2026-11-03T01:11:07Z', berlin)
  t.equal(exact, 'Tue 3 Nov 2026, 02:11:07 CET · 2026-11-03 01:11:07 UTC · 6 h 48 min ago')
  t.equal(relativeTime('2026-11-03T10:00:00Z', berlin.now), 'in 2 h')
  t.equal(relativeTime(berlin.now, berlin.now), 'now')
})

t.test('what is no level is unknown, and unknown is worse than a warning', async t => {
  t.equal(levelOf('splendid'), 'unknown')
  t.equal(levelOf(null), 'unknown')
  t.equal(levelOf('critical'), 'critical')
  t.equal(worstOf([]), 'ok')
  t.equal(worstOf(['ok', 'unknown', 'warning']), 'unknown')
  t.equal(worstOf(levels), 'emergency')
  t.ok(rankOf('unknown') > rankOf('warning') && rankOf('unknown') < rankOf('critical'))
})

t.test('values carry their unit, counts their noun, and lists end', async t => {
  t.equal(describeValue(7.5, 'percent'), '7.5 %')
  t.equal(describeValue(2e9, 'bytes'), '2 GB')
  t.equal(describeValue(1_200, 'count'), '1,200')
  t.equal(countOf(0, 'disk'), 'no disks')
  t.equal(countOf(1, 'disk'), '1 disk')
  t.equal(countOf(2_000, 'entry', 'entries'), '2,000 entries')
  t.equal(listOf([]), '')
  t.equal(listOf(['a']), 'a')
  t.equal(listOf(['a', 'b', 'c']), 'a, b and c')
  t.equal(listOf(['a', 'b', 'c', 'd', 'e']), 'a, b and 3 more')
})

t.test('a line to copy is one word to a shell for each word it means', async t => {
  t.equal(quoted('/api/v1/disks'), '/api/v1/disks')
  t.equal(quoted('a b'), `'a b'`)
  t.equal(quoted(`$(rm -rf /)'; x`), `'$(rm -rf /)'\\''; x'`)
  t.equal(
    curlOf('http://127.0.0.1:8100', '/api/v1/alarms?state=raised'),
    `curl -sS -H "Authorization: Bearer $DECKLOG_TOKEN" 'http://127.0.0.1:8100/api/v1/alarms?state=raised'`,
  )
})

t.test('the connection is told in words, and since when it is not live', async t => {
  const since = Date.parse('2026-11-03T08:00:00')
  const at = since + 60_000
  t.strictSame(describeConnection({ kind: 'live', since }, at), { level: 'ok', text: 'live' })
  const back = describeConnection({ kind: 'live', since: at, wasLostSince: since }, at)
  t.equal(back.text, 'live again; lost since 08:00')
  t.strictSame(describeConnection({ kind: 'lost', since }, at), {
    level: 'critical',
    text: 'connection lost since 08:00',
  })
  t.match(describeConnection({ kind: 'stale', since }, at), { level: 'warning', text: /08:00/ })
})
