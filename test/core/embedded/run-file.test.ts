import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { findRunning } from '../../../core/embedded/run-file.ts'

t.test('a run file that a power cut left empty or cut short is that of nobody', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'run-file-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  for (const text of ['', '{"pid":1,"eventst', '\0\0\0\0']) {
    await writeFile(join(folder, 'run.json'), text)
    t.equal(await findRunning(folder), undefined)
  }
})
