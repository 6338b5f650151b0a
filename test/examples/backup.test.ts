import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { createFakeClock } from '../../core/testing/fake-clock.ts'
import { guardContract, readGuard } from '../../core/testing/guard-contract.ts'
import { loadExample } from './examples.ts'

const guard = await loadExample('backup')

t.test('tells the age and the size of the newest file that matches', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-backup-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const clock = createFakeClock()
  const aged = async (name: string, hours: number): Promise<void> => {
    await writeFile(join(folder, name), 'a backup')
    const at = new Date(clock.now().getTime() - hours * 3_600_000)
    await utimes(join(folder, name), at, at)
  }
  await aged('db-1.dump', 50)
  await aged('db-2.dump', 3)
  await aged('other.txt', 1)
  const backups = [
    { name: 'database', files: join(folder, 'db-*.dump') },
    { name: 'mail', files: join(folder, 'mail-*.tar') },
    { name: 'nowhere', files: join(folder, 'nowhere/*.tar') },
  ]
  t.strictSame(await readGuard(guard, { config: { backups }, clock }), [
    {
      subject: 'database',
      values: { age: 3 * 3600, size: 8 },
      text: 'db-2.dump, 8 bytes, is 3 h old.',
    },
    { subject: 'mail', failure: `No file matches ${join(folder, 'mail-*.tar')}.` },
    { subject: 'nowhere', failure: `${join(folder, 'nowhere/*.tar')} cannot be read: ENOENT.` },
  ])
})

t.test('keeps the contract of guards', t => guardContract(t, guard))
