import { DecklogError } from '../../errors.ts'
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts'
import { type Hash, includes } from './merkle.ts'
import { hashBytes } from './tiles.ts'

/** That an entry is in a log at a place, under a checkpoint (C2SP tlog-proof). */
export interface TlogProof {
  readonly index: number
  readonly proof: readonly Hash[]
  readonly checkpoint: Checkpoint
}

const head = 'c2sp.org/tlog-proof@v1'

/** Writes a proof. */
export function formatTlogProof({ index, proof, checkpoint }: TlogProof): string {
  const lines = [head, `index ${index}`, ...proof.map(hash => hash.toString('base64'))]
  return `${lines.join('\n')}\n\n${checkpoint.written}`
}

/** Reads a proof; DECKLOG_PROOF_INVALID when it is none. */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n')
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split('\n')
  if (lines[0]?.startsWith('extra ')) lines.shift()
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '') ?? []
  const proof = lines.map(line => Buffer.from(line, 'base64'))
  const isWell =
    first === head &&
    index !== undefined &&
    proof.length <= 63 &&
    proof.every((hash, i) => hash.length === hashBytes && hash.toString('base64') === lines[i])
  if (!isWell) throw new DecklogError('DECKLOG_PROOF_INVALID', 'this is no proof of a log')
  return { index: Number(index), proof, checkpoint: parseCheckpoint(text.slice(end + 2)) }
}

/** Tells whether the proof shows that an entry is in the log under its checkpoint. Who signed that is another question. */
export function provesLeaf({ index, proof, checkpoint }: TlogProof, leaf: Hash): boolean {
  const { size, root } = checkpoint
  return includes({ index, size }, { leaf, root, proof })
}
