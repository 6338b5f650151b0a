import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { isAlive } from '../../core/embedded/end-orphan.ts'
import { createHome, startDecklog, until, type DecklogProcess } from '../support/decklog-process.ts'
import { descendantsOf } from '../support/process-tree.ts'
import { allowed } from '../support/rounds.ts'

/** More than there are threads for the file system. */
const calls = 8

/** A Decklog of whose threads each waits for a file that never opens, as one waits for a file system whose server is gone. */
async function startHanging(t: Test): Promise<DecklogProcess> {
  const home = await createHome(t)
  const folder = join(home.folder, 'hanging')
  const fifo = join(folder, 'fifo')
  await mkdir(folder)
  execFileSync('mkfifo', [fifo])
  await writeFile(
    join(folder, 'plugin.js'),
    `
      import Joi from '${import.meta.resolve('joi')}'
      import { writeFileSync } from 'node:fs'
      import { open } from 'node:fs/promises'
      export default {
        name: 'hanging',
        version: '1.0.0',
        config: Joi.object({}),
        events: {},
        streams: {},
        create: () => {
          process.on('SIGUSR2', () => {
            for (let n = 0; n < ${calls}; n += 1) open('${fifo}', 'r').catch(() => undefined)
            writeFileSync('${join(folder, 'hangs')}', '')
          })
          return {}
        },
      }
    `,
  )
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(
    home.configFile,
    JSON.stringify({
      port: 0,
      ledgerPort: home.ledgerPort,
      dataDir: join(home.folder, 'data'),
      extensions: [folder],
    }),
  )
  const app = await startDecklog(t, home)
  process.kill(app.pid, 'SIGUSR2')
  await until(() => existsSync(join(folder, 'hangs')), 120_000)
  return app
}

for (const signals of [1, 3])
  t.test(
    `ends within 5 s at ${signals} SIGTERM although all threads hang, its servers too`,
    async t => {
      const app = await startHanging(t)
      const servers = descendantsOf(app.pid).map(({ pid }) => pid)
      t.ok(servers.length >= 2, 'Postgres and the ledger node run')
      const stopping = app.stop('SIGTERM')
      for (let n = 1; n < signals; n += 1) {
        await new Promise(resolve => setTimeout(resolve, 600))
        if (isAlive(app.pid)) process.kill(app.pid, 'SIGTERM')
      }
      const { ms } = await stopping
      t.ok(ms < allowed(5_500), `it took ${Math.round(ms)} ms`)
      await until(() => servers.every(pid => !isAlive(pid)), allowed(3_000))
      t.notOk(isAlive(app.pid))
    },
  )
