import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t, { type Test } from 'tap'
import {
  createIsolatedReader,
  type IsolatedReader,
} from '../../../core/isolating/isolated-reader.ts'
import type { Outbound } from '../../../core/outbound/outbound.ts'
import { closedOutbound } from '../../support/closed-outbound.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { silentLog } from '../../support/silent-log.ts'
import { until } from '../../support/until.ts'
import { allowed } from '../../support/rounds.ts'

const mebibyte = 1_024 * 1_024
const clock = createFakeClock()

const answering: Outbound = {
  ...closedOutbound,
  connect: async ({ url }) => ({ outcome: 'failed', failure: 'timed_out', message: url }),
}

/** Starts a reader whose `read` has this body; `Decklog` is what its module has of us. */
function readerOf(t: Test, body: string, maxBytes = 64 * mebibyte): IsolatedReader {
  const file = join(mkdtempSync(join(tmpdir(), 'decklog-reader-')), 'guard.mjs')
  const folder = dirname(file)
  t.teardown(() => rmSync(folder, { recursive: true }))
  writeFileSync(
    file,
    `import * as Decklog from 'decklog'
let reads = 0
export default { guard: { async read(signal, host) { reads += 1; ${body} } } }`,
  )
  const reader = createIsolatedReader({
    start: {
      module: pathToFileURL(file).href,
      folders: [folder],
      machine: { name: 'web01', root: '/' },
      config: { limit: 7 },
    },
    ...{ maxBytes, clock, log: silentLog, outbound: answering },
  })
  t.teardown(() => reader.stop())
  return reader
}

const within = (ms: number): AbortSignal => AbortSignal.timeout(ms)
const ended = (message: RegExp) => ({ code: 'DECKLOG_READER_ENDED', message })

t.test('reads as it would beside everything else, by the Decklog that runs', async t => {
  const body = `return [{ subject: host.machine.name, values: { limit: host.config.limit, joi: Number(Decklog.Joi.isSchema(Decklog.Joi.any())) } }]`
  const reader = readerOf(t, body)
  const expected = [{ subject: 'web01', values: { limit: 7, joi: 1 } }]
  t.strictSame(await reader.read(within(10_000)), expected)
  t.strictSame(await reader.read(within(10_000)), expected)
})

t.test('reads as a part of its guard, as it does without a thread', async t => {
  t.strictSame(await readerOf(t, 'return [typeof this.read]').read(within(10_000)), ['function'])
})

t.test('calls other machines by the one way out, and hears why it may not', async t => {
  const body = `return [await host.outbound.connect({ url: 'tcp://a:1', signal }), await host.outbound.request({ url: 'x' }).catch(e => e.message)]`
  t.strictSame(await readerOf(t, body).read(within(10_000)), [
    { outcome: 'failed', failure: 'timed_out', message: 'tcp://a:1' },
    'nothing is called from here',
  ])
})

t.test('tells what a reading throws, and goes on', async t => {
  const reader = readerOf(t, `if (reads === 1) throw new Error('no such queue'); return []`)
  await t.rejects(reader.read(within(10_000)), /no such queue/)
  t.strictSame(await reader.read(within(10_000)), [])
})

t.test('lets a reading end in its own way when its time is over', async t => {
  const body = `if (reads > 1) return [{ subject: 'ended', values: { reads } }]
    await new Promise(resolve => signal.addEventListener('abort', resolve))`
  const reader = readerOf(t, body)
  await reader.read(within(4_000)).catch(() => {})
  t.match(await reader.read(within(10_000)), [{ values: { reads: 2 } }], 'in the same thread')
})

/** Notes how late a timer of this thread is, every 50 ms. */
function noteDelays(t: Test): readonly number[] {
  const late: number[] = []
  let dueMs = performance.now() + 50
  const ticks = setInterval(() => {
    late.push(performance.now() - dueMs)
    dueMs = performance.now() + 50
  }, 50)
  t.teardown(() => clearInterval(ticks))
  return late
}

/** Four of five timers are at most 100 ms later than before, in a long run: a machine that is busy elsewhere makes some late, a held thread all. */
function areInTime(t: Test, before: readonly number[], during: readonly number[]): void {
  const [was, is] = [before, during].map(ms => [...ms].sort((a, b) => a - b)[(ms.length * 0.8) | 0])
  t.ok(Number(is) < Number(was) + allowed(100), `others are ${is} ms late, and were ${was}`)
}

t.test('ends a loop without end, alone, and begins again, later each time', async t => {
  const reader = readerOf(t, `for (;;);`)
  const beside = readerOf(t, `return [{ subject: 'fine', values: {} }]`)
  await beside.read(within(10_000))
  const late = noteDelays(t)
  // How late timers are on this machine now, with nothing wild beside them.
  await until('there is something to compare with', () => late.length >= 40)
  const usual = late.length
  const codeNow = (): Promise<string> =>
    reader.read(within(50)).then(
      () => 'read',
      (error: Error & { code?: string }) => String(error.code),
    )
  const untilEnded = (): Promise<void> =>
    until('its thread is ended', async () => (await codeNow()) === 'DECKLOG_READER_ENDED')
  await t.rejects(reader.read(within(3_000)), /timeout/)
  t.match(await beside.read(within(5_000)), [{ subject: 'fine' }])
  await untilEnded()
  await t.rejects(reader.read(within(1_000)), ended(/after its time was over; .* in 1 s/))
  await clock.advance(1_000)
  await t.rejects(reader.read(within(3_000)), /timeout/, 'it is begun again')
  await untilEnded()
  await t.rejects(reader.read(within(1_000)), ended(/in 2 s/))
  t.match(await beside.read(within(5_000)), [{ subject: 'fine' }])
  t.ok(late.length > usual + 20)
  areInTime(t, late.slice(0, usual), late.slice(usual))
})

const leaks = {
  'of its heap': `const kept = []; for (;;) { kept.push(Array.from({ length: 1e4 }, (_, i) => ({ i }))); await 0 }`,
  'of buffers outside of it': `const kept = []; for (;;) { kept.push(Buffer.alloc(4 * 2 ** 20, 1)); await new Promise(r => setTimeout(r, 5)) }`,
  'of buffers in a loop that never waits': `const kept = []; for (;;) kept.push(Buffer.alloc(2 ** 20, 1))`,
}

for (const [what, body] of Object.entries(leaks))
  t.test(`ends a leak ${what}`, async t => {
    const reader = readerOf(t, body)
    await t.rejects(reader.read(within(20_000)), ended(/it held \d+ MiB|memory limit/))
    t.ok(process.memoryUsage.rss() < 1_500 * mebibyte)
  })

t.test('tells that a thread ended itself', async t => {
  await t.rejects(readerOf(t, 'process.exit(0)').read(within(10_000)), ended(/ended itself/))
})

t.test('refuses readings that nobody could take', async t => {
  const flood = readerOf(
    t,
    `return Array.from({ length: 1e6 }, () => ({ subject: 'x' }))`,
    512 * mebibyte,
  )
  await t.rejects(flood.read(within(20_000)), /characters/)
  t.equal(await readerOf(t, 'return () => 1').read(within(10_000)), null)
  await t.rejects(readerOf(t, 'const a = {}; a.a = a; return a').read(within(10_000)), /circular/)
})

t.test('a module that cannot be loaded fails its readings', async t => {
  await t.rejects(readerOf(t, '} ) broken').read(within(10_000)), ended(/Unexpected/))
})

t.test('what says the same without end keeps nobody waiting', async t => {
  const reader = readerOf(t, `for (;;) host.log.info({ text: 'x'.repeat(1_000) }, 'again')`)
  const late = noteDelays(t)
  await until('there is something to compare with', () => late.length >= 20)
  const usual = late.length
  await t.rejects(reader.read(within(3_000)))
  areInTime(t, late.slice(0, usual), late.slice(usual))
  t.ok(process.memoryUsage.rss() < 1_500 * mebibyte)
})
