import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { dataDirElsewhere, openDataDir } from '../../../core/embedded/data-dir.ts'
import { findServerUser } from '../../../core/embedded/server-user.ts'

const user = await findServerUser('/nowhere')
const asRoot = user ? {} : { skip: 'needs root' }

async function createFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-test-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  return folder
}

t.test('makes the folder that the settings name, closed to others', async t => {
  const wanted = join(await createFolder(t), 'a', '.decklog')
  const dir = await openDataDir({ wanted })
  t.teardown(() => dir.release())
  t.equal(dir.path, wanted)
  t.equal(dir.insteadOf, undefined)
  t.equal((await stat(wanted)).mode & 0o777, 0o700)
})

t.test('says what to do when the folder cannot be made', async t => {
  const wanted = join(t.testdir({ file: '' }), 'file', '.decklog')
  await t.rejects(openDataDir({ wanted }), { code: 'DECKLOG_CONFIG_INVALID' })
})

t.test('lets the user of Postgres pass through and see nothing', asRoot, async t => {
  const wanted = join(await createFolder(t), '.decklog')
  const dir = await openDataDir({ wanted, user })
  t.teardown(() => dir.release())
  t.match(await stat(wanted), { uid: 0, gid: user!.gid })
  t.equal((await stat(wanted)).mode & 0o777, 0o710)
})

t.test(
  'goes elsewhere when that user cannot reach the folder, and stays there',
  asRoot,
  async t => {
    const home = await createFolder(t)
    const elsewhere = join(await createFolder(t), 'lib')
    await chmod(home, 0o700)
    const wanted = join(home, 'clone', '.decklog')
    const dir = await openDataDir({ wanted, user, elsewhere })
    t.equal(dir.path, dataDirElsewhere(wanted, elsewhere))
    t.match(dir.path, /\/clone-[0-9a-f]{12}$/)
    t.equal(dir.insteadOf, wanted)
    t.same(await readdir(home), [])
    await dir.release()

    const other = await openDataDir({ wanted: join(home, 'second', '.decklog'), user, elsewhere })
    t.not(other.path, dir.path)
    await other.release()

    const cluster = join(dir.path, 'postgres')
    await writeVersion(cluster)
    await chmod(home, 0o755)
    const again = await openDataDir({ wanted, user, elsewhere })
    t.teardown(() => again.release())
    t.equal(again.path, dir.path, 'the data that is there is found again')
  },
)

t.test(
  'refuses to start empty when the data is where Postgres cannot reach it',
  asRoot,
  async t => {
    const home = await createFolder(t)
    const wanted = join(home, '.decklog')
    await writeVersion(join(wanted, 'postgres'))
    await chown(wanted, 0, 0)
    await chmod(home, 0o700)
    await t.rejects(openDataDir({ wanted, user, elsewhere: join(home, 'lib') }), {
      code: 'DECKLOG_EMBEDDED_FAILED',
    })
  },
)

async function writeVersion(cluster: string): Promise<void> {
  await mkdir(cluster, { recursive: true })
  await writeFile(join(cluster, 'PG_VERSION'), '18\n')
}
