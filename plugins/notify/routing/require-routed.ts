import { DecklogError } from '../../../core/plugin-api.ts'
import { receiversOf } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'

/** Throws DECKLOG_CONFIG_INVALID when a route names somebody who is not there: nobody would be told. */
export function requireRouted(config: NotifyConfig): void {
  const known = receiversOf(config).map(({ name }) => name)
  const fields = config.routes.flatMap(({ name, steps }) =>
    steps
      .flatMap(({ to }) => to)
      .filter(one => !known.includes(one))
      .map(one => ({
        field: `plugins.notify.routes.${name}.steps`,
        message: `nobody is called ${one}; there are: ${known.join(', ') || 'none'}`,
      })),
  )
  if (fields.length === 0) return
  const message = fields.map(one => `${one.field}: ${one.message}`).join('; ')
  throw new DecklogError('DECKLOG_CONFIG_INVALID', message, { fields })
}
