import { open, readFile } from 'node:fs/promises'
import { codeOf, DecklogError } from '../../errors.ts'
import type { Outbound } from '../../outbound/outbound.ts'
import { hashesOf, type SealedLog } from '../sealing/sealed-log.ts'
import type { Checkpoint } from '../transparency/checkpoint.ts'
import { consistencyProof } from '../transparency/merkle.ts'
import { readWitnessAnswer, type WitnessAnswer, witnessRequest } from '../transparency/witness.ts'
import type { Target } from './targets.ts'

/** A checkpoint on its way to a target. */
export interface Sending {
  readonly checkpoint: Checkpoint
  readonly log: SealedLog
  /** Up to which size the target has taken checkpoints, as far as is known. */
  readonly reached: number
  readonly signal: AbortSignal
}

/** Brings a checkpoint to a target; answers the cosignatures of a witness as lines. Throws when it was not taken. */
export async function sendCheckpoint(
  outbound: Outbound,
  target: Target,
  sending: Sending,
): Promise<readonly string[]> {
  switch (target.kind) {
    case 'file':
      await appendTo(target.path, sending.checkpoint)
      return []
    case 'webhook':
      await post(outbound, {
        url: target.url,
        body: sending.checkpoint.written,
        sending,
        share: target.name,
      })
      return []
    case 'witness':
      return askWitness(outbound, target, sending)
    default:
      return target satisfies never
  }
}

/** One behind the other; what is there already is not written again. */
async function appendTo(path: string, { written }: Checkpoint): Promise<void> {
  const before = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return ''
    throw error
  })
  if (before.includes(written)) return
  // A line that was cut short by a full disk or a crash ends here.
  const gap = before === '' || before.endsWith('\n') ? '' : '\n\n'
  const file = await open(path, 'a', 0o644)
  try {
    await file.appendFile(`${gap}${written}`)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function askWitness(
  outbound: Outbound,
  target: Extract<Target, { kind: 'witness' }>,
  sending: Sending,
): Promise<readonly string[]> {
  const { checkpoint } = sending
  const first = await addCheckpoint(outbound, target, sending, sending.reached)
  if (first.outcome === 'cosigned') return first.lines
  if (first.size > checkpoint.size)
    throw new DecklogError(
      'DECKLOG_SEAL_REFUSED',
      `${target.name} has cosigned ${checkpoint.origin} at ${first.size} entries, and it has ${checkpoint.size}: it was set back`,
    )
  const again = await addCheckpoint(outbound, target, sending, first.size)
  if (again.outcome === 'cosigned') return again.lines
  throw new DecklogError('DECKLOG_PROOF_INVALID', `${target.name} does not say where it is`)
}

async function addCheckpoint(
  outbound: Outbound,
  target: Extract<Target, { kind: 'witness' }>,
  sending: Sending,
  older: number,
): Promise<WitnessAnswer> {
  const { checkpoint, log } = sending
  const { size } = checkpoint
  const proof = await consistencyProof({ older, size }, hashesOf(log, size))
  const body = witnessRequest(older, proof, checkpoint)
  const url = `${target.url}/add-checkpoint`
  const answer = await post(outbound, { url, body, sending, share: target.name }, [200, 409])
  return readWitnessAnswer(answer, checkpoint, target.key)
}

interface Post {
  readonly url: string
  readonly body: string
  readonly sending: Sending
  readonly share: string
}

async function post(
  outbound: Outbound,
  { url, body, sending: { signal }, share }: Post,
  taken?: readonly number[],
): Promise<{ readonly status: number; readonly body: string }> {
  const answer = await outbound.request({
    ...{ url, body, signal, method: 'POST', source: 'configuration' },
    share: `checkpoints:${share}`,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
  if (answer.outcome === 'failed')
    throw new DecklogError('DECKLOG_OUTCOME_UNKNOWN', `${share}: ${answer.message}`)
  const { status } = answer
  if (taken ? taken.includes(status) : status >= 200 && status < 300) return answer
  throw new DecklogError('DECKLOG_OUTCOME_UNKNOWN', `${share} answered ${status}`)
}
