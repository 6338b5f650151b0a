import { DecklogError } from '../errors.ts'
import type { DescribedRules } from './describe-rules.ts'

/** The rules that this process judges by, and whose they are. What it records is stamped by it. */
export interface RulesInForce {
  /** Digest of the rules of a source of events; what core itself records is judged by core's. */
  digestOf(source: string): string
  all(): readonly DescribedRules[]
  /** Takes others in their place, all at once. */
  replace(described: readonly DescribedRules[]): void
}

/** Creates what knows the rules of this process; core's must be among them. */
export function createRulesInForce(described: readonly DescribedRules[]): RulesInForce {
  let current = described
  let digests = byPlugin(described)
  return {
    all: () => current,
    digestOf(source) {
      const digest = digests.get(source) ?? digests.get('core')
      if (digest !== undefined) return digest
      throw new DecklogError('DECKLOG_INTERNAL', `${source} judges by rules that nobody described`)
    },
    replace(next) {
      current = next
      digests = byPlugin(next)
    },
  }
}

function byPlugin(described: readonly DescribedRules[]): ReadonlyMap<string, string> {
  return new Map(described.map(({ rules, digest }) => [rules.plugin, digest]))
}
