import { isAbsolute } from 'node:path'
import { DecklogError } from '../../errors.ts'
import { parseVerifierKey, type VerifierKey } from '../transparency/note.ts'

/** Where checkpoints are brought, out of the reach of who can edit the ledger. */
export type Target =
  | { readonly kind: 'file'; readonly name: string; readonly path: string }
  | { readonly kind: 'webhook'; readonly name: string; readonly url: string }
  | {
      readonly kind: 'witness'
      readonly name: string
      /** Its submission prefix. */
      readonly url: string
      readonly key: VerifierKey
    }

/**
 * Reads a target of the settings: an absolute path, a URL to post to, or `<public key>@<URL>` of a witness. DECKLOG_CONFIG_INVALID when it
 * is none.
 */
export function parseTarget(text: string): Target {
  if (isAbsolute(text)) return { kind: 'file', name: text, path: text }
  const [, vkey, witnessUrl = ''] = /^(\S+\+[0-9a-f]{8}\+[^@\s]+)@(\S+)$/.exec(text) ?? []
  if (vkey !== undefined && isUrl(witnessUrl)) {
    const key = witnessKey(vkey)
    return { kind: 'witness', name: key.name, url: witnessUrl.replace(/\/$/, ''), key }
  }
  if (isUrl(text)) return { kind: 'webhook', name: shown(text), url: text }
  throw invalid(text)
}

function witnessKey(vkey: string): VerifierKey {
  const key = parseVerifierKey(vkey)
  if (key.kind === 'cosignature') return key
  throw new DecklogError(
    'DECKLOG_CONFIG_INVALID',
    `publishCheckpointsTo: ${key.name} has no key of a witness: its type is not that of cosignature/v1`,
  )
}

function isUrl(text: string): boolean {
  return /^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '')
}

// What follows may be secret.
function shown(url: string): string {
  return new URL(url).origin
}

function invalid(text: string): DecklogError {
  return new DecklogError(
    'DECKLOG_CONFIG_INVALID',
    `publishCheckpointsTo: ${text.slice(0, 100)} is no absolute path, no http or https URL, and no <public key>@<URL> of a witness`,
  )
}
