import { access, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Database } from '../../postgres/database.ts'

const everyMs = 250
/** Two segments of Postgres' log: what it cannot go on without. */
const reserveBytes = 32 * 1024 * 1024

/** Tells when the disk of Postgres is so full that it would break off instead of answering. */
export class DiskRoom {
  readonly #database: Database
  readonly #log: Logger
  #timer: NodeJS.Timeout | undefined
  #folder: string | undefined
  #isShort = false

  constructor(database: Database, log: Logger) {
    this.#database = database
    this.#log = log
  }

  /** True when nothing should be written until there is room again. */
  get isShort(): boolean {
    return this.#isShort
  }

  /** Watches from now on, if the disk is one of this machine. */
  async start(): Promise<void> {
    this.#folder = await findFolder(this.#database).catch(() => undefined)
    if (this.#folder === undefined) return
    await this.#look(this.#folder)
    this.#timer = setInterval(() => void this.#look(this.#folder ?? ''), everyMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #look(folder: string): Promise<void> {
    const found = await statfs(folder).catch(() => undefined)
    if (!found) return
    const freeBytes = found.bavail * found.bsize
    const isShort = freeBytes < reserveBytes
    if (isShort && !this.#isShort)
      this.#log.error(
        { folder, freeBytes, reserveBytes },
        'The disk of Postgres is full: the ledger takes no events until there is room',
      )
    if (!isShort && this.#isShort) this.#log.info({ folder, freeBytes }, 'There is room again')
    this.#isShort = isShort
  }
}

/** Where Postgres keeps its data, if it says so and this machine has it. */
async function findFolder(database: Database): Promise<string | undefined> {
  const [row] = await database.query<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  )
  if (row === undefined) return undefined
  await access(join(row.folder, 'PG_VERSION'))
  return row.folder
}
