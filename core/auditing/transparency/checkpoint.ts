import { DecklogError } from '../../errors.ts'
import type { Hash } from './merkle.ts'
import { type GoodSignature, type Note, parseNote, type VerifierKey, verifyNote } from './note.ts'
import { hashBytes } from './tiles.ts'

/** A Merkle tree head: which log, how many entries, and the root over them (C2SP tlog-checkpoint). */
export interface TreeHead {
  readonly origin: string
  readonly size: number
  readonly root: Hash
}

/** A checkpoint as it is written, with what it says; nothing of it is verified. */
export interface Checkpoint extends TreeHead {
  readonly note: Note
  /** As it is written. */
  readonly written: string
}

/** A checkpoint that one of the keys of its log has signed, and the witnesses that have seen it. */
export interface TrustedCheckpoint extends Checkpoint {
  readonly signedBy: readonly VerifierKey[]
  readonly witnessedBy: readonly GoodSignature[]
}

/** The text of a checkpoint, to be signed. */
export function checkpointText({ origin, size, root }: TreeHead): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`
}

/** Reads a checkpoint; DECKLOG_PROOF_INVALID when it is none. */
export function parseCheckpoint(written: string): Checkpoint {
  const note = parseNote(written)
  const [origin = '', size = '', root = '', ...rest] = note.text.split('\n')
  const hash = Buffer.from(root, 'base64')
  const isWell =
    origin !== '' &&
    /^(?:0|[1-9]\d{0,15})$/.test(size) &&
    hash.length === hashBytes &&
    hash.toString('base64') === root &&
    rest.pop() === '' &&
    rest.every(line => line !== '')
  if (!isWell) throw new DecklogError('DECKLOG_PROOF_INVALID', 'this is no checkpoint of a log')
  return { origin, size: Number(size), root: hash, note, written }
}

/** Reads the checkpoints of a file that holds one after another. */
export function parseCheckpoints(text: string): readonly Checkpoint[] {
  // A note ends with its last signature line.
  const notes = text.match(/[^\n][^]*?\n\n(?:— [^\n]*\n)+/gu) ?? []
  if (notes.length === 0)
    throw new DecklogError('DECKLOG_PROOF_INVALID', 'there is no checkpoint in it')
  return notes.map(parseCheckpoint)
}

/** Verifies a checkpoint; DECKLOG_PROOF_INVALID when no key of `keys` that signs logs has signed it. */
export function verifyCheckpoint(
  checkpoint: Checkpoint,
  keys: readonly VerifierKey[],
): TrustedCheckpoint {
  const good = verifyNote(checkpoint.note, keys)
  const signedBy = good.flatMap(({ key }) => (key.kind === 'ed25519' ? [key] : []))
  if (signedBy.length === 0) {
    const { origin, size } = checkpoint
    throw new DecklogError(
      'DECKLOG_PROOF_INVALID',
      `the checkpoint of ${origin} at ${size} is not signed by a key that is trusted`,
    )
  }
  return { ...checkpoint, signedBy, witnessedBy: good.filter(({ at }) => at !== undefined) }
}
