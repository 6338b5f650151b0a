import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t, { type Test } from 'tap'
import { createIsolatedReader } from '../../../core/isolating/isolated-reader.ts'
import type { Outbound } from '../../../core/outbound/outbound.ts'
import { closedOutbound } from '../../support/closed-outbound.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { silentLog } from '../../support/silent-log.ts'

// What a guard tells the thread of all others is bounded in number, whatever it does: how long that takes is no test's business.

interface Heard {
  lines: number
  calls: number
}

/** Reads once by a guard whose `read` has this body. */
async function readBy(t: Test, body: string): Promise<{ reading: unknown; heard: Heard }> {
  const folder = mkdtempSync(join(tmpdir(), 'decklog-flood-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'guard.mjs')
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads'
export default { guard: { async read(signal, host) { ${body} } } }`,
  )
  const heard: Heard = { lines: 0, calls: 0 }
  const hear = (): void => void (heard.lines += 1)
  const never = (): Promise<never> => {
    heard.calls += 1
    return new Promise(() => {})
  }
  const outbound: Outbound = { ...closedOutbound, request: never }
  const reader = createIsolatedReader({
    start: {
      ...{ module: pathToFileURL(file).href, folders: [folder] },
      ...{ machine: { name: 'web01', root: '/' }, config: {} },
    },
    ...{ clock: createFakeClock(), outbound },
    log: { ...silentLog, debug: hear, info: hear, warn: hear, error: hear },
  })
  t.teardown(() => reader.stop())
  const reading = await reader
    .read(AbortSignal.timeout(20_000))
    .catch((error: { readonly code?: unknown }) => ({ ended: error.code }))
  return { reading, heard }
}

t.test(
  'a guard that logs without end is heard as often as may be, and goes on to read',
  async t => {
    const body = `for (let i = 0; i < 100_000; i += 1) host.log.info({ i }, 'again'); return ['read']`
    const { reading, heard } = await readBy(t, body)
    t.strictSame(reading, ['read'])
    t.ok(heard.lines >= 100)
    t.ok(heard.lines < 5_000, `of 100,000 lines ${heard.lines} are written`)
  },
)

t.test('a guard that calls without waiting is told so, and has 64 calls at once', async t => {
  const body = `let refused = 0
    for (let i = 0; i < 1_000; i += 1) host.outbound.request({ url: 'http://a' }).catch(e => { if (e.code === 'DECKLOG_RATE_LIMITED') refused += 1 })
    await 0; await 0
    return [refused]`
  const { reading, heard } = await readBy(t, body)
  t.strictSame(reading, [1_000 - 64])
  t.equal(heard.calls, 64)
})

t.test('who goes around all that is ended, alone', async t => {
  const message = `{ kind: 'log', level: 'info', fields: {}, text: 'x' }`
  const { reading } = await readBy(t, `for (;;) parentPort.postMessage(${message})`)
  t.match(reading, { ended: 'DECKLOG_READER_ENDED' })
})
