import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { canMount, mountTmpfs } from '../plugins/disk/tmpfs.ts'
import { createHome, startDecklog, until } from '../support/decklog-process.ts'

const skip = canMount ? false : 'only root can mount a file system that fills'

/** Takes all the room that is left. */
function fill(file: string): void {
  const fd = openSync(file, 'a')
  try {
    for (const size of [4_096, 1]) while (wrote(fd, size));
  } finally {
    closeSync(fd)
  }
}

function wrote(fd: number, size: number): boolean {
  try {
    return writeSync(fd, Buffer.alloc(size, 120)) === size
  } catch {
    return false
  }
}

t.test('a full disk under the log costs lines of the log and nothing else', { skip }, async t => {
  const folder = mountTmpfs(t, { bytes: 262_144, inodes: 100 })
  const [logFile, filler] = [join(folder, 'decklog.log'), join(folder, 'filler')]
  const home = await createHome(t, { logLevel: 'debug' })
  const fd = openSync(logFile, 'a')
  const decklog = await startDecklog(t, home, {}, fd)
  closeSync(fd)
  fill(filler)

  const itemOf = async (): Promise<unknown> => {
    const { items } = (await decklog.get('/readyz')).body
    return Array.isArray(items) ? items.find(({ name }) => name === 'log') : undefined
  }
  await until(async () => Reflect.get(Object(await itemOf()), 'state') === 'degraded')
  t.match(await itemOf(), { reason: /lines of the log could not be written \(ENOSPC\)/ })
  t.equal((await decklog.get('/readyz')).status, 200, 'it is ready all the same')
  t.equal((await decklog.get('/api/v1/disks')).status, 200)
  const metrics = await (await fetch(`${decklog.url}/metrics`)).text()
  const lost = Number(/^decklog_log_lines_lost_total (\d+)$/m.exec(metrics)?.[1])
  t.ok(lost > 0, `${lost} lines are counted`)

  rmSync(filler)
  await until(async () => Reflect.get(Object(await itemOf()), 'state') === 'ok')
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n')
  t.ok(lines.some(line => line.includes('lines of the log were lost')))
  t.match(JSON.parse(lines.at(-1) ?? ''), { msg: /./ }, 'and it logs again')

  fill(filler)
  t.match(await decklog.stop(), { code: 0 }, 'it stops as ever')
  t.notOk(existsSync(join(home.folder, 'data', 'postgres', 'postmaster.pid')), 'with its Postgres')
})
