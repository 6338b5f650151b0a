import canonicalize from 'canonicalize'
import type { ObjectSchema } from 'joi'
import { type Descriptions, metaOf, partsAt, partsOfItems } from '../config/schema-parts.ts'
import { isMap, type JudgingSettings } from './judging-settings.ts'

/** What a change does to what is judged by it; `changed`: nobody has said. */
export const ruleEffects = ['weakened', 'tightened', 'changed'] as const

/** One setting that is not as it was. */
export interface RuleChange {
  /** Keys, joined by dots: `limits.critical.enterAfter`; of a list, the item by its name. */
  readonly path: string
  /** Null when it was not there. */
  readonly before: unknown
  /** Null when it is no longer there. */
  readonly after: unknown
  readonly effect: (typeof ruleEffects)[number]
}

/**
 * Compares the settings of a section before and after, key by key, in the order of their paths. Pure. Which direction weakens one its
 * schema says by `meta({ weaker: … })`: a number that becomes `higher` or `lower`; a list or a map that has `more` or `fewer`; or all
 * values in their order, the strictest first. `meta({ by: 'gate' })` names the key by which the items of a list are told apart.
 */
export function compareRules(
  schema: ObjectSchema,
  before: JudgingSettings,
  after: JudgingSettings,
): readonly RuleChange[] {
  return compare([schema.describe()], { path: [], before, after })
}

interface Compared {
  readonly path: readonly string[]
  readonly before: unknown
  readonly after: unknown
}

function compare(descriptions: Descriptions, compared: Compared): readonly RuleChange[] {
  const { before, after } = compared
  if (textOf(before) === textOf(after)) return []
  const weaker = metaOf(descriptions, 'weaker')
  if (isMap(before) && isMap(after))
    return compareMembers(key => partsAt(descriptions, key), { ...compared, before, after }, weaker)
  if (Array.isArray(before) && Array.isArray(after) && (weaker === 'more' || weaker === 'fewer'))
    return compareLists(descriptions, { ...compared, before, after }, weaker)
  return [changeOf(compared, effectOf(weaker, before, after))]
}

interface Members {
  readonly path: readonly string[]
  readonly before: Readonly<Record<string, unknown>>
  readonly after: Readonly<Record<string, unknown>>
}

function compareMembers(
  partsOf: (key: string) => Descriptions,
  { path, before, after }: Members,
  weaker: unknown,
): readonly RuleChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return keys.flatMap(key => {
    const member = {
      path: [...path, key],
      before: valueAt(before, key),
      after: valueAt(after, key),
    }
    if (member.before !== undefined && member.after !== undefined)
      return compare(partsOf(key), member)
    const has = member.after === undefined ? 'fewer' : 'more'
    return [changeOf(member, amountEffect(weaker, has))]
  })
}

function compareLists(
  descriptions: Descriptions,
  { path, before, after }: { readonly path: readonly string[] } & Lists,
  weaker: 'more' | 'fewer',
): readonly RuleChange[] {
  const items = partsOfItems(descriptions)
  const by = metaOf(descriptions, 'by')
  const named = { path, before: byName(before, by), after: byName(after, by) }
  return compareMembers(() => items, named, weaker)
}

interface Lists {
  readonly before: readonly unknown[]
  readonly after: readonly unknown[]
}

// The same item twice is two items.
function byName(items: readonly unknown[], by: unknown): Readonly<Record<string, unknown>> {
  const named = new Map<string, unknown>()
  for (const item of items) {
    const own = typeof by === 'string' && isMap(item) ? item[by] : item
    const name = typeof own === 'string' ? own : textOf(own)
    let free = name
    for (let count = 2; named.has(free); count += 1) free = `${name} (${count})`
    named.set(free, item)
  }
  return Object.fromEntries(named)
}

function valueAt(values: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined
}

function effectOf(weaker: unknown, before: unknown, after: unknown): RuleChange['effect'] {
  if (Array.isArray(weaker)) {
    const [was, is] = [weaker.indexOf(before), weaker.indexOf(after)]
    if (was < 0 || is < 0) return 'changed'
    return is > was ? 'weakened' : 'tightened'
  }
  if (typeof before !== 'number' || typeof after !== 'number') return 'changed'
  if (weaker !== 'higher' && weaker !== 'lower') return 'changed'
  return after > before === (weaker === 'higher') ? 'weakened' : 'tightened'
}

function amountEffect(weaker: unknown, has: 'more' | 'fewer'): RuleChange['effect'] {
  if (weaker !== 'more' && weaker !== 'fewer') return 'changed'
  return weaker === has ? 'weakened' : 'tightened'
}

function changeOf({ path, before, after }: Compared, effect: RuleChange['effect']): RuleChange {
  return { path: path.join('.'), before: before ?? null, after: after ?? null, effect }
}

function textOf(value: unknown): string {
  return canonicalize(value) ?? ''
}
