import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { childEnvironment } from '../../core/config/child-environment.ts'
import { packageRoot } from '../../core/config/package-root.ts'

/** A Decklog that runs for a benchmark. */
export interface OwnDecklog {
  readonly url: string
  readonly token: string
  readonly pid: number
  /** Where its read models are. */
  databaseUrl(): Promise<string>
  stop(): Promise<void>
}

const token = 'token-of-the-benchmark-0123456789'

/** How a Decklog is run, as its own first line has it. */
export const runDecklog = ['--min-semi-space-size=16', join(packageRoot, 'dist/core/main.js')]

/** Starts a Decklog with embedded servers in a folder of its own, in which one caller may stand for many; `settings` are variables of its environment. */
export async function startOwn(
  settings: Readonly<Record<string, string>> = {},
): Promise<OwnDecklog> {
  const folder = await mkdtemp(join(tmpdir(), 'decklog-bench-'))
  // The user that Postgres runs as must reach it.
  await chmod(folder, 0o711)
  const dataDir = join(folder, 'data')
  const child = spawn(process.execPath, [...runDecklog, 'start'], {
    cwd: tmpdir(),
    env: {
      ...childEnvironment(),
      DECKLOG_DATA_DIR: dataDir,
      DECKLOG_PORT: '0',
      DECKLOG_LEDGER_PORT: '0',
      DECKLOG_LOG_LEVEL: 'error',
      DECKLOG_ADMIN_TOKEN: token,
      DECKLOG_REQUESTS_PER_SECOND: '1000000',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await exited
    process.off('SIGTERM', stopAll).off('SIGINT', stopAll)
    await rm(folder, { recursive: true, force: true })
  }
  const stopAll = (): void => void stop().then(() => process.exit(1))
  process.once('SIGTERM', stopAll).once('SIGINT', stopAll)
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^API\s+(\S+)/.exec(line)?.[1]
    if (url)
      return { url, token, stop, pid: child.pid ?? 0, databaseUrl: () => databaseOf(dataDir) }
  }
  await stop()
  throw new Error('Decklog did not start')
}

async function databaseOf(dataDir: string): Promise<string> {
  const { databaseUrl }: { databaseUrl: string } = JSON.parse(
    await readFile(join(dataDir, 'run.json'), 'utf8'),
  )
  return databaseUrl
}
