import { rmSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dataDirElsewhere } from './data-dir.ts'
import { findHolder } from './data-dir-lock.ts'

/** What a running Decklog tells commands on the same machine; kept in its data directory as `run.json`. */
export interface RunFile {
  readonly pid: number
  readonly eventstoreUrl: string
  readonly databaseUrl: string
  /** Present when the ledger node is embedded. */
  readonly ledgerDatabaseUrl?: string
  /** Present once the API listens. */
  readonly apiUrl?: string
}

/** Writes the run file of this process. */
export async function writeRunFile(dataDir: string, run: Omit<RunFile, 'pid'>): Promise<void> {
  const path = pathOf(dataDir)
  await writeFile(`${path}.new`, `${JSON.stringify({ pid: process.pid, ...run })}\n`, {
    mode: 0o600,
  })
  await rename(`${path}.new`, path)
}

/** Adds the API's address to the run file of this process; does nothing where there is none. */
export async function addApiUrl(dataDir: string, apiUrl: string): Promise<void> {
  const run = await read(dataDir)
  if (run?.pid === process.pid) await writeRunFile(dataDir, { ...run, apiUrl })
}

/** Removes the run file; at once, because the threads that else do it may all hang when Decklog is stopped. */
export function removeRunFile(dataDir: string): void {
  rmSync(pathOf(dataDir), { force: true })
}

/** Finds the Decklog that runs on a wanted data directory, wherever its data really is; undefined when none does. */
export async function findRunning(
  wanted: string,
): Promise<(RunFile & { readonly dataDir: string }) | undefined> {
  for (const dataDir of [wanted, dataDirElsewhere(wanted)]) {
    const run = await read(dataDir)
    // A run file outlives a process that was killed; its lock does not.
    if (run && (await findHolder(dataDir))?.pid === run.pid) return { ...run, dataDir }
  }
  return undefined
}

async function read(dataDir: string): Promise<RunFile | undefined> {
  const text = await readFile(pathOf(dataDir), 'utf8').catch(() => '')
  const run = parse(text)
  return isRunFile(run) ? run : undefined
}

// A power cut can leave it empty: nobody runs then, and it is written anew.
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRunFile(value: unknown): value is RunFile {
  return typeof value === 'object' && value !== null && 'pid' in value && 'eventstoreUrl' in value
}

function pathOf(dataDir: string): string {
  return join(dataDir, 'run.json')
}
