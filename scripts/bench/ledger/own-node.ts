import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createLedgerProcess } from '../../../core/embedded/ledger-process.ts'
import { createEmbeddedPostgres } from '../../../core/embedded/postgres.ts'

/** A ledger node in a process of its own that asks for no credential, as the bare client has none, on a Postgres of its own. */
export interface OwnNode {
  readonly url: string
  /** An empty database beside the node's, for read models. */
  readonly databaseUrl: string
  /** Resident memory of the node's process. */
  memoryMb(): Promise<number>
  /** Stops the node and starts it on the same data; answers the milliseconds that the start took. */
  restart(): Promise<number>
  close(): Promise<void>
}

/** Starts a node in a folder of its own, which `close` removes. */
export async function openOwnNode(): Promise<OwnNode> {
  const log = pino({ level: 'warn' })
  const dataDir = await mkdtemp(join(tmpdir(), 'decklog-bench-'))
  // The user that Postgres runs as must reach its data.
  await chmod(dataDir, 0o711)
  const postgres = createEmbeddedPostgres({ dataDir, log })
  const { ledgerUrl, readUrl } = await postgres.start()
  const create = (): ReturnType<typeof createLedgerProcess> =>
    createLedgerProcess({ databaseUrl: async () => ledgerUrl, port: 0, log })
  let node = create()
  const { url } = await node.start()
  return {
    url,
    databaseUrl: readUrl,
    async memoryMb() {
      const status = await readFile(`/proc/${node.pid()}/status`, 'utf8')
      return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024)
    },
    async restart() {
      await node.stop()
      node = create()
      const startedMs = performance.now()
      await node.start()
      return performance.now() - startedMs
    },
    async close() {
      await node.stop()
      await postgres.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
