import { deepEqual, rejects } from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { guardContract, readGuard } from 'decklog/testing'
import guard from './guard.js'

const folder = await mkdtemp(join(tmpdir(), 'NAME-'))
after(() => rm(folder, { recursive: true }))

test('counts the files that wait', async () => {
  await writeFile(join(folder, 'one'), '')
  await writeFile(join(folder, 'two'), '')
  const readings = await readGuard(guard, { config: { folder } })
  deepEqual(readings, [{ subject: folder, values: { waiting: 2 } }])
})

test('tells that there is no such folder', async () => {
  await rejects(
    async () => readGuard(guard, { config: { folder: join(folder, 'gone') } }),
    /ENOENT/,
  )
})

test('keeps the contract of guards', t => guardContract(t, guard))
