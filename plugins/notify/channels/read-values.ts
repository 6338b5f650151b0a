import { readFile } from 'node:fs/promises'
import { DecklogError, messageOf } from '../../../core/plugin-api.ts'
import type { ChannelSettings } from './settings.ts'

/** Where the settings of a channel stand, for what is wrong with them: `plugins.notify.webhooks.ops`. */
export interface Place {
  readonly path: string
}

/** Reads where a channel is; DECKLOG_CONFIG_INVALID names the key when the file cannot be read, or holds no such URL. */
export async function readUrl(
  { url, urlFile }: Pick<ChannelSettings, 'url' | 'urlFile'>,
  { path }: Place,
  schemes: readonly string[] = ['http:', 'https:'],
): Promise<string> {
  const field = `${path}.${urlFile === undefined ? 'url' : 'urlFile'}`
  const found = url ?? (await readValue(urlFile, field))
  // The URL may be a secret: it is not repeated.
  if (!URL.canParse(found) || !schemes.includes(new URL(found).protocol))
    throw configInvalid(field, `holds no URL that begins with ${schemes.join('// or ')}//`)
  return found
}

/** Reads the secret of a channel; DECKLOG_CONFIG_INVALID names the key when it is missing or shorter than it must be. */
export async function readSecret(
  settings: ChannelSettings,
  { path, least = 1 }: Place & { readonly least?: number },
): Promise<string> {
  const { secret, secretFile } = settings
  const field = `${path}.${secretFile === undefined ? 'secret' : 'secretFile'}`
  const found = secret ?? (await readValue(secretFile, field))
  if (found.length < least) throw configInvalid(field, `holds fewer than ${least} characters`)
  return found
}

/** Reads the secret of a channel that can do without; undefined when it has none. */
export async function readSecretIfAny(
  settings: ChannelSettings,
  place: Place,
): Promise<string | undefined> {
  const { secret, secretFile } = settings
  return secret === undefined && secretFile === undefined ? undefined : readSecret(settings, place)
}

async function readValue(file: string | undefined, field: string): Promise<string> {
  if (file === undefined) throw configInvalid(field, 'is missing')
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    throw configInvalid(field, `cannot be read: ${messageOf(error)}`)
  }
}

/** What a setting that cannot be used throws. */
export function configInvalid(field: string, what: string): DecklogError {
  const message = `${field} ${what}`
  return new DecklogError('DECKLOG_CONFIG_INVALID', message, { fields: [{ field, message }] })
}
