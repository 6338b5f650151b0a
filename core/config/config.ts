import { resolve } from 'node:path'
import { checkValues } from './check-values.ts'
import { readEnvironment, type Environment } from './read-environment.ts'
import { readSettingsFile } from './read-file.ts'
import { settingsSchema } from './settings-schema.ts'
import type { Settings } from '../settings.ts'

/** Settings and where each was set. */
export interface LoadedSettings {
  readonly settings: Settings
  /** Where a key was set: `decklog.yml:12`, `DECKLOG_PORT`, or `default`. */
  locate(path: readonly string[]): string
}

interface SettingsRequest {
  /** A YAML file; `decklog.yml` of the working directory, if there is one, unless it is named. */
  readonly file?: string | undefined
  readonly env?: Environment
  readonly cwd?: string
}

/** Loads the settings from file and environment, which wins. Throws DECKLOG_CONFIG_INVALID with everything that is wrong. */
export async function loadSettings(request: SettingsRequest = {}): Promise<LoadedSettings> {
  const { env = process.env, cwd = process.cwd() } = request
  const named = request.file ?? (env['DECKLOG_CONFIG'] || undefined)
  const name = named ?? 'decklog.yml'
  const [file, environment] = await Promise.all([
    readSettingsFile(resolve(cwd, name), name, named === undefined ? 'optional' : 'required'),
    readEnvironment(env),
  ])
  const locate = (path: readonly string[]): string =>
    environment.locate(path) ?? file.locate(path) ?? 'default'
  const values = { ...file.values, ...environment.values }
  const checked = checkValues(settingsSchema, values, { under: [], locate })
  return { settings: { ...checked, dataDir: resolve(cwd, checked.dataDir) }, locate }
}
