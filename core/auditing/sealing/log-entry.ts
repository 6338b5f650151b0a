import { hash } from 'node:crypto'
import { DecklogError } from '../../errors.ts'
import { originKey, readOrigin } from '../../history/origin.ts'
import type { StoredEvent } from '../../ledger/ledger.ts'
import { longestEntry } from '../transparency/bundle.ts'
import { canonicalJson } from './canonical-json.ts'

/** What a log keeps of an event. */
export interface LogEntry {
  readonly id: string
  readonly type: string
  readonly stream: string
  readonly revision: bigint
  readonly position: bigint
  readonly recordedAt: Date
  /** SHA-256 in hex of data and of metadata, each as canonical JSON. */
  readonly dataSha256: string
  readonly metadataSha256: string
}

/**
 * The entry of an event: what identifies it, where and when it was recorded first, and digests of what it says. Metadata are without
 * the `origin` that a copy adds, so that a copied event has the entry that it had. Data that are no JSON count as their bytes.
 */
export function entryOf(event: StoredEvent): LogEntry {
  const { id, type, stream, metadata } = event
  const origin = originKey in metadata ? readOrigin(metadata) : undefined
  const { revision, position, recordedAt } = origin ?? event
  const { raw } = event
  const said = raw ? raw.metadata : metadata
  // Written out: it is made for every event of every verification, and spreading costs several times as much.
  return {
    id,
    type,
    stream,
    revision,
    position,
    recordedAt,
    dataSha256: digestOf(raw ? raw.data : event.data),
    metadataSha256: digestOf(origin ? withoutOrigin(said) : said),
  }
}

/** An entry as the log hashes it: canonical JSON (RFC 8785), keys in order, positions and revisions as text. */
export function entryText(entry: LogEntry): string {
  const text = textOf(entry, canonicalJson(entry.stream), canonicalJson(entry.type))
  // A character takes three bytes at most.
  if (text.length * 3 <= longestEntry || Buffer.byteLength(text) <= longestEntry) return text
  // Others may name streams and types at any length, entries are bounded.
  return textOf(entry, longName(entry.stream), longName(entry.type))
}

/** The bytes of an entry. */
export function entryBytes(entry: LogEntry): Buffer {
  return Buffer.from(entryText(entry))
}

function textOf(entry: LogEntry, stream: string, type: string): string {
  const { id, revision, position, recordedAt, dataSha256, metadataSha256 } = entry
  return (
    `{"dataSha256":"${dataSha256}","id":${canonicalJson(id)},"metadataSha256":"${metadataSha256}",` +
    `"position":"${position}","recordedAt":"${recordedAt.toISOString()}","revision":"${revision}",` +
    `"stream":${stream},"type":${type}}`
  )
}

/** Reads the bytes of an entry; DECKLOG_PROOF_INVALID when they are none. */
export function parseEntry(bytes: Buffer): LogEntry {
  try {
    const { id, type, stream, revision, position, recordedAt, dataSha256, metadataSha256 } =
      JSON.parse(bytes.toString('utf8'))
    const texts: unknown[] = [id, type, stream, recordedAt, dataSha256, metadataSha256]
    if (!texts.every(text => typeof text === 'string')) throw new TypeError('a field is no text')
    return {
      ...{ id, type, stream, dataSha256, metadataSha256 },
      revision: BigInt(revision),
      position: BigInt(position),
      recordedAt: new Date(recordedAt),
    }
  } catch (cause) {
    throw new DecklogError('DECKLOG_PROOF_INVALID', 'an entry of the log cannot be read', { cause })
  }
}

/** The names of the fields in which two entries of one event differ. */
export function changedFields(is: LogEntry, was: LogEntry): readonly string[] {
  const same: Readonly<Record<string, boolean>> = {
    type: is.type === was.type,
    stream: is.stream === was.stream,
    revision: is.revision === was.revision,
    position: is.position === was.position,
    recordedAt: is.recordedAt.getTime() === was.recordedAt.getTime(),
    data: is.dataSha256 === was.dataSha256,
    metadata: is.metadataSha256 === was.metadataSha256,
  }
  return Object.keys(same).filter(field => !same[field])
}

const longestName = 1_000

function longName(name: string): string {
  return JSON.stringify(name.length > longestName ? `sha256:${hash('sha256', name)}` : name)
}

function digestOf(value: unknown): string {
  if (ArrayBuffer.isView(value))
    return hash('sha256', new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
  return hash('sha256', value === undefined ? '' : canonicalJson(value))
}

function withoutOrigin(metadata: unknown): unknown {
  if (typeof metadata !== 'object' || metadata === null) return metadata
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== originKey))
}
