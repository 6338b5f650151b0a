import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { DecklogError } from '../errors.ts'
import { findSealed, type SealedEntry } from '../auditing/proving/find-sealed.ts'
import {
  checkProof,
  type CheckedProof,
  makeProof,
  type ProofBundle,
} from '../auditing/proving/proof-bundle.ts'
import type { Ledger, StoredEvent } from '../ledger/ledger.ts'
import { originOf } from '../auditing/sealing/seal-keys.ts'
import { logNames } from '../auditing/sealing/seal-scope.ts'
import { createSealedLog, hashesOf } from '../auditing/sealing/sealed-log.ts'
import {
  type Checkpoint,
  parseCheckpoint,
  verifyCheckpoint,
} from '../auditing/transparency/checkpoint.ts'
import { publicKeyOption, readCheckpoints, readInput, readPublicKeys } from './audit-input.ts'
import type { CoreCommand } from './command.ts'
import { type SealedPlace, withSealed } from './with-sealed.ts'

/** `decklog audit prove` */
export const auditProve: CoreCommand = {
  name: 'audit prove',
  summary: 'write what proves to others, without the ledger, that an event was recorded as it is',
  calls: 'nothing',
  arguments: [{ syntax: '<event>', summary: 'id of the event' }],
  options: [
    { syntax: '--out <file>', summary: 'file to write; standard output by default' },
    {
      syntax: '--checkpoint <file>',
      summary:
        'prove it under the newest of these, which others hold; by default under the log’s own',
      takes: 'many',
    },
  ],
  examples: [
    'decklog audit prove 0199a3c0-0000-7000-8000-000000000003 --out event.proof.json',
    'decklog audit check-proof event.proof.json --public-key keys.pub',
  ],
  async run(context) {
    const { options, print, cwd } = context
    const held = await readCheckpoints(context)
    const bundle = await withSealed(await context.loadSettings(), context.warn, place =>
      prove(place, String(options['event']).toLowerCase(), held),
    )
    const text = `${JSON.stringify(bundle, undefined, 2)}\n`
    if (typeof options['out'] === 'string') {
      await writeFile(resolve(cwd, options['out']), text)
      print(
        options['json'] ? JSON.stringify({ file: options['out'] }) : `Written to ${options['out']}`,
      )
    } else print(text.trimEnd())
    return 0
  },
}

async function prove(
  { database, ledger, base }: SealedPlace,
  id: string,
  held: readonly Checkpoint[],
): Promise<ProofBundle> {
  const origins = logNames.map(name => originOf(base, name))
  const sealed = (await findSealed(database, origins, [{ id }])).get(id)
  if (!sealed)
    throw new DecklogError(
      'DECKLOG_NOT_FOUND',
      `No event ${id} is sealed: there is none, its retention is over, or no checkpoint covers it yet.`,
    )
  const log = createSealedLog(database, sealed.origin)
  const written = await log.checkpoint()
  const own = written === undefined ? [] : [parseCheckpoint(written)]
  const usable = [
    ...held.filter(({ origin }) => origin === sealed.origin),
    ...(held.length > 0 ? [] : own),
  ]
  const checkpoint = usable.filter(({ size }) => size > sealed.index).at(-1)
  if (!checkpoint)
    throw new DecklogError(
      'DECKLOG_NOT_FOUND',
      `No checkpoint that is given covers the event ${id}.`,
    )
  const read = hashesOf(log, checkpoint.size)
  return makeProof(sealed, checkpoint, { read, event: await findEvent(ledger, sealed) })
}

async function findEvent(
  ledger: Pick<Ledger, 'read'>,
  { entry }: SealedEntry,
): Promise<StoredEvent | undefined> {
  for await (const event of ledger.read(entry.stream, { from: entry.revision, limit: 1 }))
    if (event.id === entry.id) return event
  // In a copy it may have another revision.
  for await (const event of ledger.read(entry.stream)) if (event.id === entry.id) return event
  return undefined
}

/** `decklog audit check-proof` */
export const auditCheckProof: CoreCommand = {
  name: 'audit check-proof',
  summary:
    'check a proof of an event, without any ledger; exit code 1 and why when it proves nothing',
  calls: 'nothing',
  arguments: [{ syntax: '<file>', summary: 'file that decklog audit prove wrote' }],
  options: [publicKeyOption],
  examples: ['decklog audit check-proof event.proof.json --public-key keys.pub'],
  async run(context) {
    const { options, print } = context
    const checked = checkProof(await readInput(String(options['file']), context.cwd))
    const keys = await readPublicKeys(context)
    if (keys.length === 0)
      throw new DecklogError(
        'DECKLOG_VALIDATION',
        'Give the public key of the log with --public-key: anyone can make a proof under a key of his own.',
      )
    const { signedBy, witnessedBy } = verifyCheckpoint(checked.proof.checkpoint, keys)
    const isProven = checked.included && checked.changed.length === 0
    const by = [...signedBy, ...witnessedBy.map(({ key }) => key)].map(({ vkey }) => vkey)
    if (options['json']) print(toJson(checked, isProven, by))
    else toLines(checked, by).forEach(print)
    return isProven ? 0 : 1
  },
}

function toJson(
  { proof, event, changed, included }: CheckedProof,
  proven: boolean,
  by: readonly string[],
): string {
  const { origin, size } = proof.checkpoint
  const { index } = proof
  return JSON.stringify({ proven, included, changed, origin, size, index, signed_by: by, event })
}

function toLines(
  { proof, event, changed, included }: CheckedProof,
  by: readonly string[],
): readonly string[] {
  const { origin, size } = proof.checkpoint
  const what = event ? `${event.type} ${event.id} of ${event.stream}` : 'An event that has expired'
  if (!included) return [`${what} is not in ${origin} under this checkpoint.`]
  if (changed.length > 0) return [`${what} is not what was recorded: ${changed.join(', ')}.`]
  return [
    `${what} is entry ${proof.index} of ${size} of ${origin}, as it was recorded.`,
    ...by.map(vkey => `  signed by ${vkey}`),
  ]
}
