import { readFile } from 'node:fs/promises'
import { type FieldError, messageOf } from '../errors.ts'
import { configInvalid, nearestName } from './check-values.ts'
import { secretKeys, settingKeys } from './settings-schema.ts'

/** Environment variables of this process. */
export type Environment = Readonly<Record<string, string | undefined>>

const prefix = 'DECKLOG_'
// Read by the command line's client and by tests, not settings.
const others = ['DECKLOG_URL', 'DECKLOG_TOKEN', 'DECKLOG_CONFIG']

/** The environment variable of a setting: `DECKLOG_DATA_DIR` of `dataDir`. */
function variableOf(key: string): string {
  return prefix + key.replaceAll(/[A-Z]/g, letter => `_${letter}`).toUpperCase()
}

/** Reads settings from the environment; an empty variable counts as absent, an unknown one is refused. */
export async function readEnvironment(env: Environment): Promise<SettingsSource> {
  const given = new Map(
    Object.entries(env).filter(([name, value]) => name.startsWith(prefix) && value !== ''),
  )
  const values: Record<string, unknown> = {}
  const places = new Map<string, string>()
  const problems: FieldError[] = findUnknown([...given.keys()])
  for (const key of settingKeys) {
    const name = variableOf(key)
    const file = secretKeys.includes(key) ? given.get(`${name}_FILE`) : undefined
    const value = given.get(name)
    if (file === undefined && value === undefined) continue
    places.set(key, file === undefined ? name : `${name}_FILE`)
    if (file !== undefined && value !== undefined)
      problems.push({ field: key, message: `${name}: set this or ${name}_FILE, not both` })
    try {
      values[key] = file === undefined ? await parseValue(key, value) : await readSecret(file)
    } catch (error) {
      problems.push({ field: key, message: `${places.get(key)}: ${messageOf(error)}` })
    }
  }
  if (problems.length > 0) throw configInvalid(problems)
  return { values, locate: ([key]) => (key === undefined ? undefined : places.get(key)) }
}

function findUnknown(names: readonly string[]): FieldError[] {
  const known = settingKeys.flatMap(key =>
    secretKeys.includes(key) ? [variableOf(key), `${variableOf(key)}_FILE`] : [variableOf(key)],
  )
  return names
    .filter(name => !known.includes(name) && !others.includes(name))
    .filter(name => !name.startsWith('DECKLOG_TEST_'))
    .map(name => {
      const nearest = nearestName(name, known)
      const hint = nearest ? `did you mean ${nearest}?` : 'remove it.'
      return { field: name, message: `${name}: is not a setting; ${hint}` }
    })
}

// A section a plugin has no text form of its own.
async function parseValue(key: string, value: string | undefined): Promise<unknown> {
  if (key !== 'plugins') return value
  const { readYaml } = await import('./yaml.ts')
  const yaml = readYaml(value ?? '')
  if (yaml.outcome === 'broken') throw new Error(yaml.reason)
  return yaml.values
}

async function readSecret(path: string): Promise<string> {
  const text = (await readFile(path, 'utf8')).trim()
  if (text === '') throw new Error(`the file ${path} is empty`)
  return text
}

/** Settings as one place gave them, and where in it each stands. */
export interface SettingsSource {
  readonly values: Readonly<Record<string, unknown>>
  /** `decklog.yml:12` or `DECKLOG_PORT`; undefined when the place does not set it. */
  locate(path: readonly string[]): string | undefined
}
