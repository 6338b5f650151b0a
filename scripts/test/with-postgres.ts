import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createEmbeddedPostgres } from '../../core/embedded/postgres.ts'

/** Runs `work` with the URL of a Postgres that is there for it alone. */
export async function withPostgres(work: (url: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'decklog-tests-'))
  // The user that Postgres runs as must reach it.
  await chmod(dataDir, 0o711)
  const postgres = createEmbeddedPostgres({ dataDir, log: pino({ level: 'warn' }) })
  try {
    const { readUrl } = await postgres.start()
    await work(readUrl)
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
