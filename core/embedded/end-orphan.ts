import { execFile } from 'node:child_process'
import { readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Logger } from 'pino'
import { codeOf, DecklogError } from '../errors.ts'
import { readPostmasterFile } from './postmaster-file.ts'

const escalation = [
  { signal: 'SIGINT', waitMs: 3000 },
  { signal: 'SIGQUIT', waitMs: 2000 },
  { signal: 'SIGKILL', waitMs: 2000 },
] as const

/**
 * Ends a Postgres server that an earlier, killed Decklog left running on this data folder. The caller holds the data
 * directory's lock. Only a process that is Postgres and works in this very folder is ended.
 */
export async function endOrphan(cluster: string, log: Logger): Promise<void> {
  const file = await readPostmasterFile(cluster)
  if (!file || !isAlive(file.pid)) return
  if (!(await isPostmasterOf(file.pid, cluster))) {
    // The id now belongs to a stranger, for whose sake Postgres would refuse to start.
    await rm(join(cluster, 'postmaster.pid'), { force: true })
    return
  }
  log.warn({ serverPid: file.pid }, 'ending a Postgres server that a killed Decklog left behind')
  for (const { signal, waitMs } of escalation) {
    send(file.pid, signal)
    if (await gone(file.pid, waitMs)) return
  }
  throw new DecklogError(
    'DECKLOG_EMBEDDED_FAILED',
    `Process ${file.pid} is a Postgres server on ${cluster} that an earlier Decklog left, and it does not end. End it by hand.`,
  )
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended in the meantime.
  }
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (isAlive(pid)) {
    if (performance.now() > deadline) return false
    await delay(20)
  }
  return true
}

const run = promisify(execFile)

/** Tells whether a process runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Tells whether a process is a Postgres server of a data folder: a process id alone may have been given to another. */
async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return (await commandOf(pid)).includes(cluster)
  const [cwd, program, folder] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => ''),
    readlink(`/proc/${pid}/exe`).catch(() => ''),
    realpath(cluster),
  ])
  return cwd === folder && /\/postgres( \(deleted\))?$/.test(program)
}

async function commandOf(pid: number): Promise<string> {
  return run('ps', ['-o', 'args=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  )
}
