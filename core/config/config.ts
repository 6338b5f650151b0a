import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { codeOf, type DecklogError, messageOf } from '../errors.ts'
import type { Settings } from '../settings.ts'
import { checkValues, configInvalid } from './check-values.ts'
import { type Environment, readEnvironment, type SettingsSource } from './read-environment.ts'
import { settingsSchema } from './settings-schema.ts'

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
  const { sealFolder } = checked
  const folders = {
    dataDir: resolve(cwd, checked.dataDir),
    ...(sealFolder === undefined ? {} : { sealFolder: resolve(cwd, sealFolder) }),
  }
  return { settings: { ...checked, ...folders }, locate }
}

/** Reads settings from a YAML file; an absent one is empty unless it was asked for. `name` stands for it in messages. */
async function readSettingsFile(
  path: string,
  name: string,
  presence: 'optional' | 'required',
): Promise<SettingsSource> {
  const text = await read(path, name, presence)
  // Where there is no file, what reads one need not be loaded.
  if (text === '') return { values: {}, locate: () => undefined }
  const [{ readYaml }, { lineOf }] = await Promise.all([
    import('./yaml.ts'),
    import('./yaml-line.ts'),
  ])
  const yaml = readYaml(text)
  if (yaml.outcome === 'broken') throw invalid(name, `${name}:${yaml.line}`, yaml.reason)
  const { document, lines, values } = yaml
  if (!isRecord(values)) throw invalid(name, `${name}:1`, 'must be a map of settings')
  return { values, locate: path => lineOf(document, lines, path, name) }
}

async function read(path: string, name: string, presence: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const absent = codeOf(cause) === 'ENOENT'
    if (absent && presence === 'optional') return ''
    throw invalid(name, name, `cannot be read: ${messageOf(cause)}`)
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(field: string, place: string, reason: string): DecklogError {
  return configInvalid([{ field, message: `${place}: ${reason}` }])
}

/** Refuses a ledger of your own without keys for access tokens: keys made on one machine would be strange to all others. */
export function requireTokenKeys({ settings, locate }: LoadedSettings): void {
  if (!settings.eventstoreUrl || settings.tokenKeys.length > 0) return
  const place = locate(['eventstoreUrl'])
  const message = `${place}: with eventstoreUrl set, tokenKeys (DECKLOG_TOKEN_KEYS) must be set too: a secret of 32 characters or more`
  throw configInvalid([{ field: 'tokenKeys', message }])
}
