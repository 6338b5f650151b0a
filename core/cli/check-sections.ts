import type { ObjectSchema } from 'joi'
import { checkPluginConfig, checkPluginNames } from '../config/check-plugin-config.ts'
import type { LoadedSettings } from '../config/config.ts'
import { discoverPlugins } from '../loading/discover-plugins.ts'

/** A plugin's section of the configuration, checked, with its schema. */
export interface CheckedSection {
  readonly name: string
  readonly schema: ObjectSchema
  readonly config: object
}

/** Checks the section of every plugin there is, and that there are no others. */
export async function checkSections(loaded: LoadedSettings): Promise<readonly CheckedSection[]> {
  const { plugins } = await discoverPlugins(loaded.settings)
  checkPluginNames(
    loaded,
    plugins.map(plugin => plugin.name),
  )
  return plugins.map(({ name, config: schema }) => ({
    name,
    schema,
    config: checkPluginConfig(loaded, name, schema),
  }))
}
