import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import {
  createHome,
  startDecklog,
  type DecklogProcess,
  type Home,
} from '../support/decklog-process.ts'

const run = promisify(execFile)

// The commands of docs/how-to/back-up.md.
const backUp = ({ folder }: Home): Promise<unknown> =>
  run('tar', ['-C', join(folder, 'data'), '--exclude=./socket', '-czpf', archiveOf(folder), '.'])

async function restore({ folder }: Home): Promise<void> {
  const dataDir = join(folder, 'data')
  await rm(dataDir, { recursive: true })
  await run('mkdir', ['-m', '711', dataDir])
  await run('tar', ['-C', dataDir, '-xzpf', archiveOf(folder)])
}

function archiveOf(folder: string): string {
  return join(folder, 'decklog.tar.gz')
}

async function tokenNames(app: DecklogProcess): Promise<string[]> {
  const { body } = await app.get('/api/v1/tokens')
  return [...JSON.stringify(body).matchAll(/"name":"(\w+)"/g)].map(([, name = '']) => name).sort()
}

const makeToken = async (app: DecklogProcess, name: string): Promise<void> => {
  await app.post('/api/v1/tokens', { name, kind: 'service', scopes: ['read'] })
}

t.test('a data directory that was copied while stopped is restored as it was', async t => {
  const home = await createHome(t)
  const first = await startDecklog(t, home)
  await makeToken(first, 'kept')
  const { body: before } = await first.get('/api/v1/disks')
  await first.stop()
  await backUp(home)

  const second = await startDecklog(t, home)
  await makeToken(second, 'later')
  t.ok((await tokenNames(second)).includes('later'))
  await second.stop()
  await restore(home)

  const third = await startDecklog(t, home)
  const names = await tokenNames(third)
  t.ok(names.includes('kept'), 'what was written before the copy is there')
  t.notOk(names.includes('later'), 'what was written after it is not')
  await makeToken(third, 'anew')
  t.ok((await tokenNames(third)).includes('anew'), 'it can be written to again')
  const { status, body: after } = await third.get('/api/v1/disks')
  t.equal(status, 200)
  t.equal(JSON.stringify(after).includes('"id"'), JSON.stringify(before).includes('"id"'))
  await third.stop()
})
