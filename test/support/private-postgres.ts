import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEmbeddedPostgres } from '../../core/embedded/postgres.ts'
import type { Teardown } from './postgres.ts'
import { silentLog } from './silent-log.ts'

/** A Postgres of the test's own, that is started again when it is killed. */
export interface PrivatePostgres {
  readonly databaseUrl: string
  kill(): void
}

/** Starts one, in `dataDir` or a folder of its own. */
export async function createPrivatePostgres(
  t: Teardown,
  dataDir?: string,
): Promise<PrivatePostgres> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'decklog-postgres-')))
  // The user that Postgres runs as must reach it.
  await chmod(folder, 0o711)
  const postgres = createEmbeddedPostgres({ dataDir: folder, log: silentLog })
  t.teardown(async () => {
    await postgres.stop()
    if (dataDir === undefined) await rm(folder, { recursive: true, force: true })
  })
  const { ledgerUrl } = await postgres.start()
  return {
    databaseUrl: ledgerUrl,
    kill() {
      const pid = postgres.pid()
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
    },
  }
}
