import { DecklogError } from '../../errors.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Hash } from './merkle.ts'
import { parseNote, type VerifierKey, verifyNote } from './note.ts'

/** The body by which a witness is asked to cosign a checkpoint (C2SP tlog-witness, add-checkpoint). */
export function witnessRequest(
  older: number,
  proof: readonly Hash[],
  checkpoint: Pick<Checkpoint, 'written'>,
): string {
  const lines = proof.map(hash => `${hash.toString('base64')}\n`).join('')
  return `old ${older}\n${lines}\n${checkpoint.written}`
}

/** What a witness answered: its cosignatures as lines, or up to which size it has cosigned. */
export type WitnessAnswer =
  | { readonly outcome: 'cosigned'; readonly lines: readonly string[] }
  | { readonly outcome: 'elsewhere'; readonly size: number }

/**
 * Reads the answer of a witness to a checkpoint. DECKLOG_PROOF_INVALID when it is neither: of another status, or without a good
 * cosignature by `key`.
 */
export function readWitnessAnswer(
  { status, body }: { readonly status: number; readonly body: string },
  checkpoint: Pick<Checkpoint, 'note'>,
  key: VerifierKey,
): WitnessAnswer {
  if (status === 409 && /^(?:0|[1-9]\d{0,15})\n$/.test(body))
    return { outcome: 'elsewhere', size: Number(body) }
  if (status !== 200) throw refused(`it answered ${status}`)
  const note = parseNote(`${checkpoint.note.text}\n${body}`)
  const good = verifyNote(note, [key])
  if (good.length === 0) throw refused(`${key.name} has not signed what it answered`)
  const own = note.signatures.filter(one => one.name === key.name && one.id === key.id)
  return { outcome: 'cosigned', lines: own.map(({ line }) => line) }
}

function refused(message: string): DecklogError {
  return new DecklogError('DECKLOG_PROOF_INVALID', message)
}
