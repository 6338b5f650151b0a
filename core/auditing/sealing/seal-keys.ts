import { mkdir, open, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, DecklogError, messageOf } from '../../errors.ts'
import type { Settings } from '../../settings.ts'
import { makeSignerKey, parseSignerKey, type SignerKey } from '../transparency/note.ts'
import { logNames, type LogName } from './seal-scope.ts'

/** The name of a log in its checkpoints, which is also that of its keys. */
export function originOf(base: string, log: LogName): string {
  return `${base}/${log}`
}

/** The private keys that sign the logs of a name: a file with one a line, newest first, that nobody else may read. */
export interface SealKeys {
  readonly file: string
  /** The keys of a log; the first is the newest. */
  of(origin: string): readonly SignerKey[]
}

/** The settings that say where the keys are. */
export type SealPlace = Pick<Settings, 'sealFolder' | 'eventstoreUrl' | 'databaseUrl'>

/** Why a process does not seal that has no place for keys. */
export const noSealFolder =
  'this process does not seal the ledger: set sealFolder to a folder that outlives it, in one process or more, and the keys are kept there'

/**
 * The folder of the keys of a Decklog: the one of its settings, or one in the data directory where the embedded servers keep theirs.
 * Undefined where ledger and database are elsewhere: a data directory that nothing is kept in may be gone with its container, and the
 * keys with it.
 */
export function sealFolderOf(
  { sealFolder, eventstoreUrl, databaseUrl }: SealPlace,
  dataDir: string,
): string | undefined {
  if (sealFolder !== undefined) return sealFolder
  return eventstoreUrl && databaseUrl ? undefined : join(dataDir, 'audit')
}

/** Where the keys are kept. */
function keysFileOf(folder: string): string {
  return join(folder, 'keys')
}

/** Reads the keys of a folder as they are now. */
export async function loadSealKeys(folder: string): Promise<SealKeys> {
  return keysOf(folder, await readKeys(folder))
}

/** The same where nothing was signed yet: makes one for each log of `base` that has none. DECKLOG_SEAL_REFUSED where none can be kept. */
export async function makeSealKeys(folder: string, base: string): Promise<SealKeys> {
  const keys = await readKeys(folder)
  const origins = logNames.map(log => originOf(base, log))
  const missing = origins.filter(origin => !keys.some(key => key.verifier.name === origin))
  if (missing.length === 0) return keysOf(folder, keys)
  const all = [...missing.map(origin => makeSignerKey(origin)), ...keys]
  await writeKeys(folder, all).catch((cause: unknown) => {
    const message = `No key can be kept in ${folder}: ${messageOf(cause)}. Set sealFolder to a folder that this process can write to.`
    throw new DecklogError('DECKLOG_SEAL_REFUSED', message, { cause })
  })
  return keysOf(folder, all)
}

/** Adds a new key for each log: from now both sign, until the old one is retired. */
export async function rotateSealKeys(folder: string, base: string): Promise<readonly SignerKey[]> {
  const made = logNames.map(log => makeSignerKey(originOf(base, log)))
  await writeKeys(folder, [...made, ...(await readKeys(folder))])
  return made
}

/** Takes a key away by its id; the last of a log stays. */
export async function retireSealKey(folder: string, id: string): Promise<SignerKey> {
  const keys = await readKeys(folder)
  const retired = keys.find(key => key.verifier.id === id)
  if (!retired) throw new DecklogError('DECKLOG_NOT_FOUND', `There is no key ${id} in ${folder}.`)
  const rest = keys.filter(key => key !== retired)
  if (!rest.some(key => key.verifier.name === retired.verifier.name))
    throw new DecklogError(
      'DECKLOG_REFUSED',
      `${id} is the only key of ${retired.verifier.name}: make another with decklog audit keys rotate first.`,
    )
  await writeKeys(folder, rest)
  return retired
}

/** Reads the keys that a folder has; none where it has no file. */
export async function readKeys(folder: string): Promise<readonly SignerKey[]> {
  const file = keysFileOf(folder)
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return ''
    throw error
  })
  if (text !== '' && ((await stat(file)).mode & 0o077) !== 0)
    throw new DecklogError(
      'DECKLOG_SEAL_REFUSED',
      `${file} can be read by others: chmod 600 it, and make new keys if others may have read it.`,
    )
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => parseSignerKey(line.trim()))
}

function keysOf(folder: string, keys: readonly SignerKey[]): SealKeys {
  return {
    file: keysFileOf(folder),
    of: origin => keys.filter(key => key.verifier.name === origin),
  }
}

async function writeKeys(folder: string, keys: readonly SignerKey[]): Promise<void> {
  await writeDurably(folder, 'keys', keys.map(key => `${key.text}\n`).join(''))
}

/** Writes a file of a folder, which nobody else may read, such that after a power cut it is the old one or the new one. */
export async function writeDurably(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
