import {
  DecklogError,
  type DeclaredAlarm,
  type FieldError,
  type Host,
} from '../../core/plugin-api.ts'
import { listsOf } from './channels/channels.ts'
import type { NotifyConfig } from './config.ts'

/** The kinds of all alarms that are declared, each once. */
export function kindsOf(alarms: readonly DeclaredAlarm[]): readonly string[] {
  return [...new Set(alarms.map(({ spec }) => spec.kind))]
}

/**
 * Throws DECKLOG_CONFIG_INVALID when a receiver is to be told of a kind that nobody declares, since it would never be, or has the
 * name of another, since nobody could tell what became of which.
 */
export function requireReceivers({
  config,
  alarms,
}: Pick<Host<NotifyConfig>, 'config' | 'alarms'>): void {
  const fields = [...unknownKinds(config, kindsOf(alarms)), ...repeatedNames(config)]
  if (fields.length === 0) return
  const message = fields.map(one => `${one.field}: ${one.message}`).join('; ')
  throw new DecklogError('DECKLOG_CONFIG_INVALID', message, { fields })
}

function unknownKinds(config: NotifyConfig, known: readonly string[]): readonly FieldError[] {
  return listsOf(config).flatMap(({ path, receivers }) =>
    receivers.flatMap(({ name, kinds }) =>
      kinds
        .filter(kind => !known.includes(kind))
        .map(kind => ({
          field: `${path}.${name}.kinds`,
          message: `no alarm is of the kind ${kind}; there are: ${known.join(', ')}`,
        })),
    ),
  )
}

function repeatedNames(config: NotifyConfig): readonly FieldError[] {
  const places = new Map<string, string>()
  return listsOf(config).flatMap(({ path, receivers }) =>
    receivers.flatMap(({ name }) => {
      const place = places.get(name)
      places.set(name, place ?? path)
      const message = `the name ${name} is taken in ${place}: each receiver needs its own`
      return place === undefined ? [] : [{ field: `${path}.${name}.name`, message }]
    }),
  )
}
