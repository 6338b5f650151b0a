import type { ObjectSchema } from 'joi'
import { type Descriptions, metaOf, partsAt, partsOfItems } from '../config/schema-parts.ts'

/** Settings by their keys, in plain JSON. */
export type JudgingSettings = Readonly<Record<string, unknown>>

/** Of a URL, what says who asks: a secret that no schema marks. */
const credentials = /^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i

/**
 * The settings of a section that judge: all but those that its schema calls secret (`meta({ secret: true })`) or says to judge nothing
 * (`meta({ judges: false })`). What nobody marked is taken to judge; user and password are left out of any URL.
 */
export function judgingSettings(schema: ObjectSchema, values: object): JudgingSettings {
  return keepIn([schema.describe()], values)
}

function keepIn(descriptions: Descriptions, values: object): JudgingSettings {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const parts = partsAt(descriptions, key)
      if (value === undefined || isLeftOut(parts)) return []
      return [[key, keep(parts, value)]]
    }),
  )
}

function isLeftOut(descriptions: Descriptions): boolean {
  return metaOf(descriptions, 'secret') === true || metaOf(descriptions, 'judges') === false
}

function keep(descriptions: Descriptions, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = partsOfItems(descriptions)
    return isLeftOut(items) ? [] : value.map(item => keep(items, item))
  }
  if (typeof value === 'string') return value.replace(credentials, '$1')
  if (value instanceof RegExp || typeof value === 'bigint') return String(value)
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'object' && value !== null ? keepIn(descriptions, value) : value
}

/** A setting that was set, by its path, and where: `decklog.yml:12`, `DECKLOG_PLUGINS`. */
export interface SettingSource {
  readonly path: string
  readonly from: string
}

/** Where the settings that were set stand; what is not among them is a default. */
export function sourcesOf(
  settings: JudgingSettings,
  given: unknown,
  locate: (path: readonly string[]) => string,
): readonly SettingSource[] {
  return leaves(settings, given, []).map(path => ({ path: path.join('.'), from: locate(path) }))
}

// A list is one setting.
function leaves(kept: unknown, given: unknown, path: readonly string[]): (readonly string[])[] {
  if (kept === undefined || given === undefined) return []
  if (!isMap(kept) || !isMap(given)) return [path]
  return Object.keys(given).flatMap(key => leaves(kept[key], given[key], [...path, key]))
}

/** Tells whether a value is an object with members. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
