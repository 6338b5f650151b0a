import type { ObjectSchema } from 'joi'
import { checkValues, configInvalid, nearestName } from './check-values.ts'
import type { LoadedSettings } from './config.ts'
import { metaOf, partsAt } from './schema-parts.ts'

/** Checks a plugin's section of the configuration against the plugin's schema and answers it with defaults filled in. */
export function checkPluginConfig<Config extends object>(
  loaded: LoadedSettings,
  name: string,
  schema: ObjectSchema<Config>,
): Config {
  const section = loaded.settings.plugins[name] ?? {}
  refuseDerived(loaded, name, schema)
  return checkValues(schema, section, { under: ['plugins', name], locate: loaded.locate })
}

// Who could set it could hide what would be asked by default.
function refuseDerived(loaded: LoadedSettings, name: string, schema: ObjectSchema): void {
  const given = Object.keys(loaded.settings.plugins[name] ?? {})
  const set = given.filter(key => metaOf(partsAt([schema.describe()], key), 'derived') === true)
  if (set.length === 0) return
  throw configInvalid(
    set.map(key => {
      const field = `plugins.${name}.${key}`
      const place = loaded.locate(['plugins', name, key])
      const message = `${place}: ${field} follows from what is installed; remove it`
      return { field, message }
    }),
  )
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
