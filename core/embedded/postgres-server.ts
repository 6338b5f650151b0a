import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { DecklogError } from '../errors.ts'
import { endOrphan } from './end-orphan.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import type { ServerUser } from './server-user.ts'
import { stopChild } from './stop-child.ts'
import type { RunningServer } from './supervisor.ts'

const readyWithinMs = 60_000
const keptLines = 5

// Commits wait for the disk (fsync is on by default and stays on). The rest suits one small host.
const settings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '2GB',
  wal_compression: 'pglz',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_line_prefix: '',
} as const

interface PostgresServerRequest {
  readonly cluster: string
  readonly socketDir: string
  readonly binaries: PostgresBinaries
  readonly user: ServerUser | undefined
  readonly log: Logger
}

/** Starts Postgres on a prepared data folder and resolves when it takes connections. */
export async function startPostgres(
  request: PostgresServerRequest,
  signal: AbortSignal,
): Promise<RunningServer> {
  await endOrphan(request.cluster, request.log)
  await clearSockets(request.socketDir)
  const child = launch(request)
  const lines = followLog(child, request.log)
  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(`could not be run: ${error.message}`))
    // However this process ends, short of being killed, the server shuts down by itself.
    const letGo = (): unknown => child.kill('SIGINT')
    process.once('exit', letGo)
    child.once('exit', () => process.off('exit', letGo))
    child.once('exit', (code, by) =>
      resolve(`ended (${by ?? `exit code ${code}`}): ${lines.join('; ')}`),
    )
  })
  const stop = (): Promise<void> => stopChild(child, ['SIGINT', 'SIGQUIT', 'SIGKILL'], 2000)
  const failure = await Promise.race([ended, untilReady(request.cluster, child, signal)])
  if (failure === undefined && child.pid !== undefined) return { pid: child.pid, ended, stop }
  await stop()
  throw new DecklogError(
    'DECKLOG_EMBEDDED_FAILED',
    `The embedded Postgres on ${request.cluster} ${failure ?? 'did not start'}`,
  )
}

// In a session of its own: Ctrl-C in a terminal must not stop it before what still writes to it.
function launch({ cluster, socketDir, binaries, user }: PostgresServerRequest): ChildProcess {
  const configured = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  const args = ['-D', cluster, '-k', socketDir, ...configured]
  return spawn(join(binaries.folder, 'bin', 'postgres'), args, {
    ...(user && { uid: user.uid, gid: user.gid }),
    cwd: '/',
    env: { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
}

function followLog(child: ChildProcess, log: Logger): string[] {
  const lines: string[] = []
  if (!child.stderr) return lines
  createInterface({ input: child.stderr }).on('line', line => {
    lines.push(line.trim())
    if (lines.length > keptLines) lines.shift()
    log.debug({ server: 'postgres' }, line)
  })
  return lines
}

// As pg_ctl does it: the server writes its state into its pid file.
async function untilReady(
  cluster: string,
  child: ChildProcess,
  signal: AbortSignal,
): Promise<string | undefined> {
  const deadline = performance.now() + readyWithinMs
  while (performance.now() < deadline && !signal.aborted) {
    const file = await readPostmasterFile(cluster)
    if (file?.pid === child.pid && file?.status === 'ready') return undefined
    await delay(20)
  }
  return `was not ready within ${readyWithinMs / 1000} s`
}

/**
 * Removes the sockets and lock files that a killed Postgres left in a folder that is this data directory's alone. The caller
 * holds its lock and has ended what ran on it: the process id in such a file, where it is alive, is a stranger's by now.
 */
async function clearSockets(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter(name => name.startsWith('.s.PGSQL.'))
  await Promise.all(left.map(name => rm(join(folder, name), { force: true })))
}
