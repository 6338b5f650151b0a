import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { DecklogError, messageOf } from '../errors.ts'
import { type Checkpoint, parseCheckpoints } from '../auditing/transparency/checkpoint.ts'
import { parseVerifierKey, type VerifierKey } from '../auditing/transparency/note.ts'
import type { CommandContext } from './command.ts'

/** The option by which public keys are given. */
export const publicKeyOption = {
  syntax: '--public-key <key>',
  summary:
    'public key of a log or a witness, or a file of them, one a line; may be given several times',
  takes: 'many',
} as const

/** Reads the public keys that are given, as text or in files. */
export async function readPublicKeys({
  lists,
  cwd,
}: Pick<CommandContext, 'lists' | 'cwd'>): Promise<readonly VerifierKey[]> {
  const given = await Promise.all((lists['publicKey'] ?? []).map(one => linesOf(one, cwd)))
  return given.flat().map(parseVerifierKey)
}

/** Reads checkpoints out of the files that are given. */
export async function readCheckpoints({
  lists,
  cwd,
}: Pick<CommandContext, 'lists' | 'cwd'>): Promise<readonly Checkpoint[]> {
  const files = lists['checkpoint'] ?? []
  const read = await Promise.all(
    files.map(async file => parseCheckpoints(await readInput(file, cwd))),
  )
  return read.flat()
}

/** Reads a file that a command was given; DECKLOG_INPUT_UNREADABLE when that cannot be done. */
export async function readInput(file: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8')
  } catch (cause) {
    throw new DecklogError(
      'DECKLOG_INPUT_UNREADABLE',
      `${file} cannot be read: ${messageOf(cause)}`,
      { cause },
    )
  }
}

// A key has two pluses, which a file's name hardly has.
async function linesOf(given: string, cwd: string): Promise<readonly string[]> {
  if (/^\S+\+[0-9a-f]{8}\+\S+$/.test(given)) return [given]
  return (await readInput(given, cwd))
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
}
