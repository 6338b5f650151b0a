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
 * values in their order, the strictest first. `meta({ by: 'gate' })` names the key by which the items of a list are told apart;
 * `meta({ over: … })` says what holds where a section says nothing, and `meta({ eachOver: 'limits' })` that this is what the section
 * beside says.
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
  /** What holds where nothing is said. */
  readonly over?: Sides
  /** The same of each of its members. */
  readonly each?: Sides
}

interface Sides {
  readonly before: unknown
  readonly after: unknown
}

function compare(descriptions: Descriptions, compared: Compared): readonly RuleChange[] {
  const { before, after } = inEffect(compared)
  if (textOf(before) === textOf(after)) return []
  const weaker = metaOf(descriptions, 'weaker')
  if (isMap(before) && isMap(after))
    return compareMembers(key => partsAt(descriptions, key), compared, weaker)
  if (Array.isArray(before) && Array.isArray(after) && (weaker === 'more' || weaker === 'fewer'))
    return compareLists(descriptions, { path: compared.path, before, after }, weaker)
  return [changeOf({ ...compared, before, after }, effectOf(weaker, before, after))]
}

function inEffect({ before, after, over }: Omit<Compared, 'path'>): Sides {
  return {
    before: before === undefined ? over?.before : before,
    after: after === undefined ? over?.after : after,
  }
}

function compareMembers(
  partsOf: (key: string) => Descriptions,
  compared: Compared,
  weaker: unknown,
): readonly RuleChange[] {
  const { path, before, after } = compared
  const keys = [...new Set([...keysOf(before), ...keysOf(after)])].sort()
  return keys.flatMap(key => {
    const parts = partsOf(key)
    const member: Compared = {
      path: [...path, key],
      ...membersOf({ before, after }, key),
      ...basesOf(parts, compared, key),
    }
    const known = inEffect(member)
    if (known.before !== undefined && known.after !== undefined) return compare(parts, member)
    const has = known.after === undefined ? 'fewer' : 'more'
    return [changeOf({ ...member, ...known }, amountEffect(weaker, has))]
  })
}

// A schema says of settings that stand in the place of others which: `over`, those themselves; `eachOver`, for each member, the name of the
// section beside.
function basesOf(
  parts: Descriptions,
  { before, after, over, each }: Compared,
  key: string,
): Pick<Compared, 'over' | 'each'> {
  const [own, beside] = [metaOf(parts, 'over'), metaOf(parts, 'eachOver')]
  const inherited = each ?? (over && membersOf(over, key))
  const declared = own === undefined ? inherited : { before: own, after: own }
  return {
    ...(declared === undefined ? {} : { over: declared }),
    ...(typeof beside === 'string' ? { each: membersOf({ before, after }, beside) } : {}),
  }
}

function membersOf({ before, after }: Sides, key: string): Sides {
  return { before: valueAt(before, key), after: valueAt(after, key) }
}

function keysOf(value: unknown): readonly string[] {
  return isMap(value) ? Object.keys(value) : []
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

function valueAt(values: unknown, key: string): unknown {
  return isMap(values) && Object.hasOwn(values, key) ? values[key] : undefined
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
