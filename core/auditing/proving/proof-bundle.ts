import Joi from 'joi'
import { DecklogError } from '../../errors.ts'
import type { StoredEvent } from '../../ledger/ledger.ts'
import { changedFields, entryBytes, entryOf, parseEntry } from '../sealing/log-entry.ts'
import type { Checkpoint } from '../transparency/checkpoint.ts'
import { inclusionProof, leafHash, type ReadHash } from '../transparency/merkle.ts'
import {
  formatTlogProof,
  parseTlogProof,
  provesLeaf,
  type TlogProof,
} from '../transparency/tlog-proof.ts'

/** An event as a proof tells it. */
interface ToldEvent {
  readonly id: string
  readonly type: string
  readonly stream: string
  readonly revision: string
  readonly position: string
  readonly recorded_at: string
  readonly data: unknown
  readonly metadata: Readonly<Record<string, string>>
}

/** What proves, without the ledger, that an event was in it: the event, its entry, and a C2SP tlog-proof with the checkpoint. */
export interface ProofBundle {
  readonly decklog_proof: 1
  /** Null when the event itself has expired: what is proved is its digest. */
  readonly event: ToldEvent | null
  /** As it is hashed. */
  readonly entry: string
  readonly tlog_proof: string
}

const schema = Joi.object<ProofBundle>({
  decklog_proof: Joi.valid(1).required(),
  event: Joi.object({
    ...{ id: Joi.string().required(), type: Joi.string().required() },
    ...{ stream: Joi.string().required(), recorded_at: Joi.string().isoDate().required() },
    revision: Joi.string().pattern(/^\d+$/).required(),
    position: Joi.string().pattern(/^\d+$/).required(),
    data: Joi.any().required(),
    metadata: Joi.object().pattern(Joi.string().allow(''), Joi.string().allow('')).required(),
  })
    .allow(null)
    .required(),
  entry: Joi.string().required(),
  tlog_proof: Joi.string().required(),
})

/** Makes the proof of an entry under a checkpoint. */
export async function makeProof(
  { bytes, index }: { readonly bytes: Buffer; readonly index: number },
  checkpoint: Checkpoint,
  { read, event }: { readonly read: ReadHash; readonly event: StoredEvent | undefined },
): Promise<ProofBundle> {
  const proof = await inclusionProof({ index, size: checkpoint.size }, read)
  return {
    decklog_proof: 1,
    event: event ? toldOf(event) : null,
    entry: bytes.toString('utf8'),
    tlog_proof: formatTlogProof({ index, proof, checkpoint }),
  }
}

/** A proof that was read: what it proves, and what is wrong with it. */
export interface CheckedProof {
  readonly proof: TlogProof
  readonly event: ToldEvent | null
  /** Fields in which the event is not what was sealed. */
  readonly changed: readonly string[]
  /** Whether the log under the checkpoint has the entry. */
  readonly included: boolean
}

/** Checks all of a proof but who signed it; DECKLOG_PROOF_INVALID when it is none. */
export function checkProof(text: string): CheckedProof {
  const { event, entry, tlog_proof } = parseBundle(text)
  const bytes = Buffer.from(entry)
  const sealed = parseEntry(bytes)
  const proof = parseTlogProof(tlog_proof)
  const is = event ? entryOf(storedOf(event)) : undefined
  const changed = is ? changedFields(is, sealed) : []
  const isSame = !is || entryBytes(is).equals(bytes)
  return {
    proof,
    event,
    changed: changed.length > 0 || isSame ? changed : ['id'],
    included: provesLeaf(proof, leafHash(bytes)),
  }
}

function parseBundle(text: string): ProofBundle {
  try {
    const bundle: ProofBundle = Joi.attempt(JSON.parse(text), schema, { convert: false })
    return bundle
  } catch (cause) {
    throw new DecklogError('DECKLOG_PROOF_INVALID', 'this is no proof of Decklog', { cause })
  }
}

function toldOf(event: StoredEvent): ToldEvent {
  const { id, type, stream, revision, position, recordedAt, data, metadata } = event
  return {
    ...{ id, type, stream, revision: String(revision), position: String(position) },
    recorded_at: recordedAt.toISOString(),
    data: data ?? null,
    metadata,
  }
}

function storedOf(event: ToldEvent): StoredEvent {
  const { id, type, stream, revision, position, recorded_at, data, metadata } = event
  return {
    ...{ id, type, stream, revision: BigInt(revision), position: BigInt(position), data, metadata },
    recordedAt: new Date(recorded_at),
  }
}
