import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createStorage } from '../../core/embedded/storage.ts'
import { migrate } from '../../postgres/migrate.ts'
import { coreMigrations } from '../../core/readmodel/core-migrations.ts'

/** Where a benchmark runs. */
export interface BenchStage {
  readonly ledgerUrl: string
  readonly databaseUrl: string
  close(): Promise<void>
}

/** Opens the servers named, and embedded ones in a folder of their own for those that are not. */
export async function openStage(named: {
  readonly url?: string | undefined
  readonly database?: string | undefined
}): Promise<BenchStage> {
  const log = pino({ level: 'warn' })
  const folder = await mkdtemp(join(tmpdir(), 'decklog-bench-'))
  // The user that Postgres runs as must reach its data.
  await chmod(folder, 0o711)
  const storage = createStorage({
    settings: {
      dataDir: join(folder, 'data'),
      ledgerPort: await freePort(),
      ...(named.url && { eventstoreUrl: named.url }),
      ...(named.database && { databaseUrl: named.database }),
    },
    log,
  })
  const close = async (): Promise<void> => {
    await storage.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const { eventstoreUrl: ledgerUrl, databaseUrl } = await storage.start()
    await migrate(databaseUrl, coreMigrations, { log })
    return { ledgerUrl, databaseUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return address !== null && typeof address === 'object' ? address.port : 2113
}
