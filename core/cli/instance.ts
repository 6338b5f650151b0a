import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { dataDirElsewhere, hasCluster } from '../embedded/data-dir.ts'
import { findRunning, type RunFile } from '../embedded/run-file.ts'
import { DecklogError } from '../errors.ts'
import type { Settings } from '../settings.ts'

/** A Decklog with data of its own on this machine, for commands that do not go through its API. */
export interface Instance {
  readonly dataDir: string
  /** Present while it runs. */
  readonly running?: RunFile
}

/** Finds the Decklog of a data directory and tells which it is; DECKLOG_NO_INSTANCE where there is none, so that none is made by mistake. */
export async function findInstance(
  wanted: string,
  tell: (line: string) => void,
): Promise<Instance> {
  const running = await findRunning(wanted)
  if (running) {
    tell(`this is about the Decklog that runs on ${running.dataDir}`)
    return { dataDir: running.dataDir, running }
  }
  for (const dataDir of [wanted, dataDirElsewhere(wanted)]) {
    if (!(await hasCluster(dataDir))) continue
    tell(`this is about the Decklog of ${dataDir}, which does not run`)
    return { dataDir }
  }
  throw missing(`There is no Decklog in ${wanted}`)
}

/** Refuses to go on without the keys that the tokens of a Decklog are made with: it would take none that others make. */
export async function requireKeys(
  { tokenKeys }: Pick<Settings, 'tokenKeys'>,
  dataDir: string,
): Promise<void> {
  if (tokenKeys.length > 0) return
  const file = join(dataDir, 'token-keys')
  await access(file).catch(() => {
    throw missing(`There are no token keys in ${file}, and none in the settings`)
  })
}

function missing(what: string): DecklogError {
  return new DecklogError(
    'DECKLOG_NO_INSTANCE',
    `${what}. Name the one that is meant with --config or DECKLOG_DATA_DIR, or make one with decklog start.`,
  )
}
