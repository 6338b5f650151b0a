import type { ObjectSchema } from 'joi'
import { checkValues, configInvalid, nearestName } from './check-values.ts'
import type { LoadedSettings } from './config.ts'

/** Checks a plugin's section of the configuration against the plugin's schema and answers it with defaults filled in. */
export function checkPluginConfig<Config extends object>(
  loaded: LoadedSettings,
  name: string,
  schema: ObjectSchema<Config>,
): Config {
  const section = loaded.settings.plugins[name] ?? {}
  return checkValues(schema, section, { under: ['plugins', name], locate: loaded.locate })
}

/** Refuses sections of plugins that do not exist. */
export function checkPluginNames(loaded: LoadedSettings, names: readonly string[]): void {
  const unknown = Object.keys(loaded.settings.plugins).filter(name => !names.includes(name))
  if (unknown.length === 0) return
  throw configInvalid(
    unknown.map(name => {
      const nearest = nearestName(name, names)
      const hint = nearest ? `did you mean ${nearest}?` : `there are: ${names.join(', ')}`
      const place = loaded.locate(['plugins', name])
      return {
        field: `plugins.${name}`,
        message: `${place}: plugins.${name} is no plugin; ${hint}`,
      }
    }),
  )
}
