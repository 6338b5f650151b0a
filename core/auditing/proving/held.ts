import { isDecklogError } from '../../errors.ts'
import {
  type Checkpoint,
  type TrustedCheckpoint,
  verifyCheckpoint,
} from '../transparency/checkpoint.ts'
import type { VerifierKey } from '../transparency/note.ts'

/** Where a checkpoint is from: kept by whoever verifies, or the newest of the log itself. */
export type CheckpointSource = 'held' | 'own'

/** A checkpoint, where it is from, and whether a key that is trusted has signed it. */
export interface JudgedCheckpoint {
  readonly checkpoint: Checkpoint
  readonly source: CheckpointSource
  readonly trusted: TrustedCheckpoint | undefined
}

/** Judges by whom a checkpoint is signed. */
export function judgeCheckpoint(
  checkpoint: Checkpoint,
  source: CheckpointSource,
  keys: readonly VerifierKey[],
): JudgedCheckpoint {
  return { checkpoint, source, trusted: trustedOrNot(checkpoint, keys) }
}

function trustedOrNot(
  checkpoint: Checkpoint,
  keys: readonly VerifierKey[],
): TrustedCheckpoint | undefined {
  try {
    return verifyCheckpoint(checkpoint, keys)
  } catch (error) {
    if (isDecklogError(error, 'DECKLOG_PROOF_INVALID')) return undefined
    throw error
  }
}

/** Two checkpoints of one log that are trusted and have another root at one size: it was forked. */
export function forksAmong(judged: readonly JudgedCheckpoint[]): readonly TrustedCheckpoint[] {
  const trusted = judged.flatMap(one => (one.trusted ? [one.trusted] : []))
  return trusted.filter(one =>
    trusted.some(
      other =>
        other.origin === one.origin && other.size === one.size && !other.root.equals(one.root),
    ),
  )
}
