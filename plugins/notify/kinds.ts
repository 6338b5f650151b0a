import { DecklogError, type DeclaredAlarm, type Host } from '../../core/plugin-api.ts'
import type { NotifyConfig } from './config.ts'

/** The kinds of all alarms that are declared, each once. */
export function kindsOf(alarms: readonly DeclaredAlarm[]): readonly string[] {
  return [...new Set(alarms.map(({ spec }) => spec.kind))]
}

/** Throws DECKLOG_CONFIG_INVALID when a webhook is to be told of a kind that nobody declares: it would never be. */
export function requireKinds({
  config,
  alarms,
}: Pick<Host<NotifyConfig>, 'config' | 'alarms'>): void {
  const known = kindsOf(alarms)
  const fields = config.webhooks.flatMap(({ name, kinds }) =>
    kinds
      .filter(kind => !known.includes(kind))
      .map(kind => ({
        field: `plugins.notify.webhooks.${name}.kinds`,
        message: `no alarm is of the kind ${kind}; there are: ${known.join(', ')}`,
      })),
  )
  if (fields.length === 0) return
  const message = fields.map(one => `${one.field}: ${one.message}`).join('; ')
  throw new DecklogError('DECKLOG_CONFIG_INVALID', message, { fields })
}
