import { readFile } from 'node:fs/promises'
import { DecklogError, messageOf } from '../../../core/plugin-api.ts'
import type { Webhook } from '../config.ts'

/** Where a webhook is, and the key that its messages are signed with. */
export interface Receiver {
  readonly url: string
  readonly secret: string
}

/** Reads what the configuration leaves to files; DECKLOG_CONFIG_INVALID names the key when one cannot be read. */
export async function receiverOf(webhook: Webhook): Promise<Receiver> {
  const { name, url, urlFile, secret, secretFile } = webhook
  const found = {
    url: url ?? (await readValue(urlFile, `plugins.notify.webhooks.${name}.urlFile`)),
    secret: secret ?? (await readValue(secretFile, `plugins.notify.webhooks.${name}.secretFile`)),
  }
  if (found.secret.length < 16)
    throw invalid(`plugins.notify.webhooks.${name}.secretFile`, 'holds fewer than 16 characters')
  return found
}

async function readValue(file: string | undefined, field: string): Promise<string> {
  if (file === undefined) throw invalid(field, 'is missing')
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (error) {
    throw invalid(field, `cannot be read: ${messageOf(error)}`)
  }
}

function invalid(field: string, what: string): DecklogError {
  const message = `${field} ${what}`
  return new DecklogError('DECKLOG_CONFIG_INVALID', message, { fields: [{ field, message }] })
}
