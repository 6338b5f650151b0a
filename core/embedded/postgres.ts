import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { Logger } from 'pino'
import { DecklogError } from '../errors.ts'
import type { HealthSource } from '../telemetry/health.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { makeFolder, prepareCluster } from './postgres-cluster.ts'
import { startPostgres } from './postgres-server.ts'
import { findServerUser, type ServerUser } from './server-user.ts'
import { createSupervisor, type Supervisor } from './supervisor.ts'

const databases = ['decklog_ledger', 'decklog_read'] as const

/** URLs of the two databases of the embedded Postgres. */
export interface EmbeddedDatabases {
  readonly ledgerUrl: string
  readonly readUrl: string
}

interface EmbeddedPostgresOptions {
  /** A data directory that this process holds the lock of. */
  readonly dataDir: string
  readonly log: Logger
}

/** A Postgres server of our own, started again when it dies. */
export interface EmbeddedPostgres extends HealthSource {
  start(): Promise<EmbeddedDatabases>
  stop(): Promise<void>
  /** Process id of the server, while it runs. */
  pid(): number | undefined
}

/** Creates the embedded Postgres. It listens on a Unix socket alone, which the kernel opens to this user and root only. */
export function createEmbeddedPostgres({
  dataDir,
  log,
}: EmbeddedPostgresOptions): EmbeddedPostgres {
  let supervisor: Supervisor | undefined
  let socketDir = ''

  return {
    pid: () => supervisor?.pid(),
    health: () => supervisor?.health() ?? [],
    async start() {
      const user = await findServerUser(dataDir)
      const copiesDir = user ? '/var/lib/decklog' : dataDir
      const binaries = await findPostgresBinaries({ user, copiesDir })
      socketDir = await makeSocketDir(dataDir, user)
      const cluster = await prepareCluster({ dataDir, binaries, user })
      supervisor = createSupervisor({
        name: 'embedded-postgres',
        launch: signal => startPostgres({ cluster, socketDir, binaries, user, log }, signal),
        log,
      })
      await supervisor.start()
      await createDatabases(urlOf(socketDir, 'postgres'))
      return {
        ledgerUrl: urlOf(socketDir, databases[0]),
        readUrl: urlOf(socketDir, databases[1]),
      }
    },
    async stop() {
      await supervisor?.stop()
      const elsewhere = socketDir !== '' && !socketDir.startsWith(dataDir)
      if (elsewhere) rmSync(socketDir, { recursive: true, force: true })
    },
  }
}

function urlOf(socketDir: string, database: string): string {
  return `postgres://postgres@${encodeURIComponent(socketDir)}/${database}`
}

async function createDatabases(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2500 })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database')
    const present = new Set(rows.map(row => row.datname))
    for (const name of databases.filter(wanted => !present.has(wanted))) {
      await client.query(`create database ${name}`)
    }
  } finally {
    await client.end()
  }
}

// The kernel takes 107 bytes (macOS 103), of which Postgres needs 20 for its file names.
const longestFolder = 80

/** Makes the folder of the Unix sockets of Postgres: in the data directory, or under the temporary folder when that path is too long. */
async function makeSocketDir(dataDir: string, user: ServerUser | undefined): Promise<string> {
  const own = join(dataDir, 'socket')
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  const path = Buffer.byteLength(own) <= longestFolder ? own : join(tmpdir(), `decklog-${hash}`)
  await makeFolder(path, user)
  await refuseStrange(path, user)
  return path
}

// Anyone can make folders under the temporary one.
async function refuseStrange(path: string, user: ServerUser | undefined): Promise<void> {
  const found = await lstat(path)
  const owner = user?.uid ?? process.getuid?.() ?? found.uid
  if (found.isDirectory() && found.uid === owner && (found.mode & 0o077) === 0) return
  throw new DecklogError(
    'DECKLOG_EMBEDDED_FAILED',
    `${path} is not a folder that only the embedded Postgres can enter. Remove it, or set a shorter DECKLOG_DATA_DIR.`,
  )
}
