import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { packageRoot } from '../../../core/config/package-root.ts'

/** A Decklog in a process of its own. */
export interface BenchDecklog {
  readonly url: string
  /** Its administrator's. */
  readonly token: string
  stop(): Promise<void>
}

/** Starts a Decklog over nothing; it leaves nothing. */
export async function startDecklog(): Promise<BenchDecklog> {
  const dataDir = await mkdtemp(join(tmpdir(), 'decklog-bench-'))
  // The user that Postgres runs as must reach it.
  await chmod(dataDir, 0o711)
  const token = randomBytes(24).toString('hex')
  const child = spawn(process.execPath, [join(packageRoot, 'dist/core/main.js'), 'start'], {
    cwd: dataDir,
    env: {
      ...process.env,
      DECKLOG_DATA_DIR: join(dataDir, 'data'),
      DECKLOG_PORT: '0',
      DECKLOG_LEDGER_PORT: '0',
      DECKLOG_ADMIN_TOKEN: token,
      DECKLOG_REQUESTS_PER_SECOND: '100000',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const exited = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exited
    await rm(dataDir, { recursive: true, force: true })
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^API.*?(http:\/\/[\w.:]+)/.exec(line)?.[1]
    if (url !== undefined) return { url, token, stop }
  }
  await stop()
  throw new Error('Decklog ended before it served')
}
