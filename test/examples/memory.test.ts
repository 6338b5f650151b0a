import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { guardContract, readGuard } from '../../core/testing/guard-contract.ts'
import { loadExample } from './examples.ts'

const guard = await loadExample('memory')

const meminfo = `MemTotal:       16000000 kB
MemFree:          500000 kB
MemAvailable:    1200000 kB
SwapTotal:       4000000 kB
SwapFree:        1000000 kB
`
const pressure = 'some avg10=1.00 avg60=12.50 avg300=3.00 total=9\nfull avg10=0.00 avg60=2.00\n'

async function createRoot(t: Test, files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'decklog-memory-'))
  t.teardown(() => rm(root, { recursive: true }))
  await mkdir(join(root, 'proc/pressure'), { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text)
  return root
}

t.test('reads memory, swap and how long memory was waited for', async t => {
  const root = await createRoot(t, { 'proc/meminfo': meminfo, 'proc/pressure/memory': pressure })
  t.strictSame(await readGuard(guard, { machine: { name: 'web-1', root } }), [
    { subject: 'memory', values: { available: 7.5, swapUsed: 75, stalled: 12.5 } },
  ])
})

t.test('tells nothing of what a machine does not have', async t => {
  const root = await createRoot(t, { 'proc/meminfo': meminfo.replaceAll(/Swap.*\n/g, '') })
  t.strictSame(await readGuard(guard, { machine: { name: 'web-1', root } }), [
    { subject: 'memory', values: { available: 7.5 } },
  ])
})

t.test('keeps the contract of guards', t => guardContract(t, guard))
