import t from 'tap'
import { parsePerformanceData, parseRange } from '../../../plugins/checks/performance-data.ts'
import { cpuMsOf } from '../../support/cpu-ms.ts'

const values = (text: string) =>
  Object.fromEntries(
    parsePerformanceData(text).map(({ label, value, unit }) => [label, [value, unit]]),
  )

t.test('reads labels, values and units as the guidelines write them', async t => {
  const written: readonly (readonly [string, object])[] = [
    ['time=0.008s;;;0.000', { time: [0.008, 'seconds'] }],
    ["'/var log'=42MB;90;95;0;100", { '/var log': [42 * 1024 ** 2, 'bytes'] }],
    ["'it''s'=1", { "it's": [1, 'none'] }],
    ['load1=0.250;5.000;10.000;0; load5=.5', { load1: [0.25, 'none'], load5: [0.5, 'none'] }],
    ['/=2643MB;5948;5958;0;5968', { '/': [2643 * 1024 ** 2, 'bytes'] }],
    ['pl=80%;20;60;; rta=0.501ms', { pl: [80, 'percent'], rta: [0.000501, 'seconds'] }],
    ['packets=123c offset=-0.0012s', { packets: [123, 'count'], offset: [-0.0012, 'seconds'] }],
    [
      'a=1e3 b=1,5 c=7KiB d=3kB',
      { a: [1000, 'none'], b: [1.5, 'none'], c: [7168, 'bytes'], d: [3072, 'bytes'] },
    ],
    ['t=40C bits=5b', { t: [40, 'none'], bits: [5, 'none'] }],
  ]
  for (const [text, read] of written) t.strictSame(values(text), read, text)
})

t.test('passes over what is no figure, and what is of unknown value', async t => {
  const written: readonly (readonly [string, object])[] = [
    ['', {}],
    ['junk', {}],
    ['a=U b=1', { b: [1, 'none'] }],
    ["'open=1 b=2", { b: [2, 'none'] }],
    ['=3 b=2', { b: [2, 'none'] }],
    ['a=1.2.3 a= b=2', { b: [2, 'none'] }],
    ['a=1e999 b=2', { b: [2, 'none'] }],
    ['a=1 a=2', { a: [1, 'none'] }],
  ]
  for (const [text, read] of written) t.strictSame(values(text), read, text)
})

t.test('a label is whatever is written, and no key of an object', async t => {
  const [first, second] = parsePerformanceData('__proto__=1 constructor=2')
  t.match([first?.label, second?.label], ['__proto__', 'constructor'])
  t.equal(parsePerformanceData(`'${'x'.repeat(200)}'=1`)[0]?.label.length, 64)
})

t.test('reads ranges as the guidelines define them', async t => {
  const ranges: readonly (readonly [string, object | null])[] = [
    ['10', { start: 0, end: 10, inverted: false }],
    ['10:', { start: 10, end: Infinity, inverted: false }],
    ['~:10', { start: -Infinity, end: 10, inverted: false }],
    ['10:20', { start: 10, end: 20, inverted: false }],
    ['@10:20', { start: 10, end: 20, inverted: true }],
    ['20:10', null],
    ['', null],
    ['abc', null],
    ['@', null],
  ]
  for (const [text, range] of ranges) t.strictSame(parseRange(text), range, text)
})

t.test('limits are in the unit of their value', async t => {
  const [figure] = parsePerformanceData('free=10MB;@5:6;1:')
  t.match(figure, {
    warning: { start: 5 * 1024 ** 2, end: 6 * 1024 ** 2, inverted: true },
    critical: { start: 1024 ** 2, end: Infinity },
  })
})

t.test('a hostile line costs no more than its length', async t => {
  const hostile = [`'`.repeat(65_000), `' `.repeat(32_000), `a'`.repeat(32_000), `=`.repeat(65_000)]
  const tookMs = cpuMsOf(() => hostile.forEach(text => parsePerformanceData(text)))
  t.ok(tookMs < 1_000)
})
