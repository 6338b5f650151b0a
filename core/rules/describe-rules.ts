import type { ObjectSchema } from 'joi'
import { digestOf } from '../digest.ts'
import { judgingSettings, sourcesOf, type SettingSource } from './judging-settings.ts'
import type { Rules } from './rules-events.ts'

/** The rules of one plugin, or of core, as a process has them. */
export interface DescribedRules {
  readonly rules: Rules
  /** What is cited. */
  readonly digest: string
  readonly schema: ObjectSchema
  readonly sources: readonly SettingSource[]
  /** The gates that it answers. */
  readonly gates: readonly string[]
}

/** What rules are described from. */
export interface RulesRequest {
  readonly plugin: string
  readonly schema: ObjectSchema
  /** Its settings, checked and with defaults. */
  readonly config: object
  /** The same as they were given, to tell what is a default. */
  readonly given: unknown
  locate(path: readonly string[]): string
  readonly code: Rules['code']
  readonly decklog: Rules['decklog']
  readonly gates: readonly string[]
}

/** Describes rules. Pure: the same settings and code have the same digest, wherever and whenever. */
export function describeRules(request: RulesRequest): DescribedRules {
  const { plugin, schema, config, given, locate, code, decklog, gates } = request
  const settings = judgingSettings(schema, config)
  const rules = { plugin, settings, code, decklog }
  const sources = sourcesOf(settings, given, locate)
  return { rules, digest: digestOf(rules), schema, sources, gates }
}
