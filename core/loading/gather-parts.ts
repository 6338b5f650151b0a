import { DecklogError } from '../errors.ts'
import type { TakingPart } from '../gate.ts'
import type { Plugin } from '../plugin.ts'
import { codeOfPlugin, notePluginCode } from './plugin-code.ts'

/**
 * Gives each plugin that asks gates those that take part where it does, as defaults of its configuration: the fewer facts one is asked
 * about, the earlier. DECKLOG_PLUGIN_INVALID names who takes part in what there is not.
 */
export function gatherParts(plugins: readonly Plugin[]): readonly Plugin[] {
  const occasions = new Map(
    plugins.flatMap(({ gathers }) => Object.entries(gathers?.occasions ?? {})),
  )
  for (const plugin of plugins) checkParts(plugin, occasions)
  const parts = plugins.flatMap(({ takesPart = [] }) => takesPart).sort(fewestFactsFirst)
  return plugins.map(plugin => gathered(plugin, parts))
}

function gathered(plugin: Plugin, parts: readonly TakingPart[]): Plugin {
  const { gathers } = plugin
  if (!gathers) return plugin
  const own = parts.filter(({ at }) => Object.hasOwn(gathers.occasions, at))
  const whole = { ...plugin, config: gathers.config(own) }
  const code = codeOfPlugin(plugin)
  if (code !== undefined) notePluginCode(whole, code)
  return whole
}

function checkParts(
  { name, takesPart = [] }: Plugin,
  occasions: ReadonlyMap<string, readonly string[]>,
): void {
  const seen = new Set<string>()
  for (const { gate, at, about = [], alsoAbout = [] } of takesPart) {
    const what = `plugin ${name}: gate ${gate} takes part in ${at}`
    const facts = occasions.get(at)
    if (!facts) throw invalid(`${what}, which there is not; there are: ${listed(occasions.keys())}`)
    const strange = [...about, ...alsoAbout].find(fact => !facts.includes(fact))
    if (strange !== undefined)
      throw invalid(`${what} about ${strange}; it can be asked about: ${listed(facts)}`)
    if (seen.has(`${gate} ${at}`)) throw invalid(`${what} twice`)
    seen.add(`${gate} ${at}`)
  }
}

function fewestFactsFirst(one: TakingPart, other: TakingPart): number {
  const facts = (one.about ?? []).length - (other.about ?? []).length
  if (facts !== 0) return facts
  return one.gate < other.gate ? -1 : 1
}

function listed(names: Iterable<string>): string {
  return [...names].join(', ')
}

function invalid(message: string): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', message)
}
