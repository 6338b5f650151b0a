import { createPrivateKey, createPublicKey, hash, randomBytes, sign, verify } from 'node:crypto'
import { DecklogError } from '../../errors.ts'

/** What a key signs: the text of a note as it is, or a checkpoint as a witness that saw it at a time (C2SP signed-note). */
export type SignatureKind = 'ed25519' | 'cosignature'

const typeBytes: Readonly<Record<SignatureKind, number>> = { ed25519: 1, cosignature: 4 }

/** A public key under a name, as a vkey tells it. */
export interface VerifierKey {
  readonly name: string
  readonly kind: SignatureKind
  /** Eight hex digits. */
  readonly id: string
  readonly vkey: string
  /** 32 bytes. */
  readonly publicKey: Buffer
}

/** A private key under a name; `text` is how Go's sumdb/note writes it. */
export interface SignerKey {
  readonly verifier: VerifierKey
  readonly text: string
  /** 32 bytes. */
  readonly seed: Buffer
}

/** A signature line of a note. */
export interface NoteSignature {
  readonly name: string
  readonly id: string
  readonly bytes: Buffer
  readonly line: string
}

/** A note as it is written; nothing of it is verified. */
export interface Note {
  /** Ends with a newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')
const mostNoteBytes = 1_000_000
const mostSignatures = 100
const privatePrefix = 'PRIVATE+KEY+'

/** Makes a key that signs under `name`. */
export function makeSignerKey(name: string, kind: SignatureKind = 'ed25519'): SignerKey {
  return signerOf(name, kind, randomBytes(32))
}

/** Reads a private key as `PRIVATE+KEY+<name>+<id>+<base64>`; DECKLOG_PROOF_INVALID when it is none. */
export function parseSignerKey(text: string): SignerKey {
  const wrong = (): DecklogError => invalid('this is no private key of a note')
  if (!text.startsWith(privatePrefix)) throw wrong()
  const { name, id, kind, key } = parseKey(text.slice(privatePrefix.length), wrong)
  const signer = signerOf(name, kind, key)
  if (signer.verifier.id !== id) throw wrong()
  return signer
}

/** Reads a public key as `<name>+<id>+<base64>`; DECKLOG_PROOF_INVALID when it is none. */
export function parseVerifierKey(vkey: string): VerifierKey {
  const wrong = (): DecklogError =>
    invalid(`${vkey.slice(0, 200)} is no public key: <name>+<id>+<base64>`)
  const { name, id, kind, key } = parseKey(vkey.trim(), wrong)
  const verifier = verifierOf(name, kind, key)
  if (verifier.id !== id) throw wrong()
  return verifier
}

/** Signs a text, which ends with a newline, by each key. */
export function signNote(text: string, signers: readonly SignerKey[]): string {
  return `${text}\n${signers.map(signer => signatureLine(text, signer)).join('')}`
}

/** The line by which a key signs a text; a cosignature says at which second. */
export function signatureLine(text: string, signer: SignerKey, seconds = 0): string {
  const { kind, name, id } = signer.verifier
  const time = timeBytes(seconds)
  const message = kind === 'ed25519' ? text : cosigned(text, time)
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Head, signer.seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const signature = sign(null, Buffer.from(message), key)
  const parts = [Buffer.from(id, 'hex'), ...(kind === 'ed25519' ? [] : [time]), signature]
  return `— ${name} ${Buffer.concat(parts).toString('base64')}\n`
}

/** Reads a note; DECKLOG_PROOF_INVALID when it is none. */
export function parseNote(note: string): Note {
  const end = note.lastIndexOf('\n\n')
  const lines = note.slice(end + 2).split('\n')
  if (end < 0 || lines.pop() !== '' || lines.length === 0) throw invalid('this is no signed note')
  // oxlint-disable-next-line no-control-regex -- the form forbids exactly these
  if (note.length > mostNoteBytes || /[\u0000-\u0009\u000b-\u001f]/.test(note))
    throw invalid('a note is too long, or has control characters')
  if (lines.length > mostSignatures) throw invalid('a note has too many signatures')
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignatureLine) }
}

/** A signature that was found good, and of a cosignature when it was made. */
export interface GoodSignature {
  readonly key: VerifierKey
  readonly at?: Date
}

/**
 * Verifies a note by the keys that are known. Signatures of others are ignored; one of a known key that is wrong makes the note
 * DECKLOG_PROOF_INVALID.
 */
export function verifyNote(
  { text, signatures }: Note,
  keys: readonly VerifierKey[],
): readonly GoodSignature[] {
  return signatures.flatMap(signature => {
    const key = keys.find(one => one.name === signature.name && one.id === signature.id)
    return key ? [verifySignature(text, signature, key)] : []
  })
}

function verifySignature(text: string, { bytes }: NoteSignature, key: VerifierKey): GoodSignature {
  const isTimed = key.kind === 'cosignature'
  const time = isTimed ? bytes.subarray(0, 8) : undefined
  const message = time ? cosigned(text, time) : text
  const signature = bytes.subarray(time?.length ?? 0)
  const publicKey = createPublicKey({
    key: Buffer.concat([spkiHead, key.publicKey]),
    format: 'der',
    type: 'spki',
  })
  if (signature.length !== 64 || !verify(null, Buffer.from(message), publicKey, signature))
    throw invalid(`the signature of ${key.name} (${key.id}) is wrong`)
  return time ? { key, at: new Date(Number(time.readBigUInt64BE()) * 1_000) } : { key }
}

function parseSignatureLine(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length < 5 || bytes.toString('base64') !== encoded)
    throw invalid('a note has a line that is no signature')
  return { name, id: bytes.toString('hex', 0, 4), bytes: bytes.subarray(4), line: `${line}\n` }
}

/** What a witness signs (C2SP tlog-cosignature). */
function cosigned(text: string, time: Buffer): string {
  const seconds = time.length === 8 ? time.readBigUInt64BE() : 0n
  return `cosignature/v1\ntime ${seconds}\n${text}`
}

function timeBytes(seconds: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(Math.floor(seconds)))
  return bytes
}

function parseKey(
  text: string,
  wrong: () => DecklogError,
): {
  readonly name: string
  readonly id: string
  readonly kind: SignatureKind
  readonly key: Buffer
} {
  const [, name = '', id = '', encoded = ''] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(text) ?? []
  const bytes = Buffer.from(encoded, 'base64')
  const kind = bytes[0] === typeBytes.ed25519 ? 'ed25519' : 'cosignature'
  if (bytes.length !== 33 || bytes[0] !== typeBytes[kind] || bytes.toString('base64') !== encoded)
    throw wrong()
  return { name, id, kind, key: bytes.subarray(1) }
}

function signerOf(name: string, kind: SignatureKind, seed: Buffer): SignerKey {
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Head, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)
  const verifier = verifierOf(name, kind, publicKey)
  const encoded = Buffer.concat([Buffer.of(typeBytes[kind]), seed]).toString('base64')
  return { verifier, seed, text: `${privatePrefix}${name}+${verifier.id}+${encoded}` }
}

function verifierOf(name: string, kind: SignatureKind, publicKey: Buffer): VerifierKey {
  const typed = Buffer.concat([Buffer.of(typeBytes[kind]), publicKey])
  const digest = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), typed]), 'buffer')
  const id = digest.toString('hex', 0, 4)
  return { name, kind, id, publicKey, vkey: `${name}+${id}+${typed.toString('base64')}` }
}

function invalid(message: string): DecklogError {
  return new DecklogError('DECKLOG_PROOF_INVALID', message)
}
