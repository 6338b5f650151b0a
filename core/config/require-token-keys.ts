import type { LoadedSettings } from './config.ts'
import { configInvalid } from './config-invalid.ts'

/** Refuses a ledger of your own without keys for access tokens: keys made on one machine would be strange to all others. */
export function requireTokenKeys({ settings, locate }: LoadedSettings): void {
  if (!settings.eventstoreUrl || settings.tokenKeys.length > 0) return
  const place = locate(['eventstoreUrl'])
  const message = `${place}: with eventstoreUrl set, tokenKeys (DECKLOG_TOKEN_KEYS) must be set too: a secret of 32 characters or more`
  throw configInvalid([{ field: 'tokenKeys', message }])
}
