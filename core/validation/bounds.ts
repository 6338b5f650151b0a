import type { Description, Schema } from 'joi'

/** How much of a value its schema takes. Undefined where it takes no such value: that it says by itself. */
export interface Bounds {
  /** Characters of a text. */
  readonly characters?: number | undefined
  /** Items of a list, and what each may be. */
  readonly items?: number | undefined
  readonly item?: Bounds | undefined
  /** Members of an object, what those may be that it names, and what others: `none` when there must be no others. */
  readonly members?: number | undefined
  readonly named?: ReadonlyMap<string, Bounds> | undefined
  readonly other?: Bounds | 'none' | undefined
}

const anything: Bounds = {
  ...{ characters: Infinity, items: Infinity, members: Infinity, named: new Map() },
}

// Of a text that must be matched, or read as a number or a time, and whose schema says no length.
const charactersToRead = 4_096
const readRules = [
  'pattern',
  'guid',
  'uri',
  'email',
  'isoDate',
  'isoDuration',
  'domain',
  'hostname',
]

/** What is made of members that a schema does not know. */
export type UnknownFields = 'refused' | 'stripped'

/** Reads the bounds out of a schema. */
export function boundsOf(schema: Schema, unknown: UnknownFields): Bounds {
  return boundsIn(schema.describe(), unknown)
}

function boundsIn(description: Description, unknown: UnknownFields): Bounds {
  const choices: readonly Choice[] = [
    ...(description['matches'] ?? []),
    ...(description['whens'] ?? []),
  ]
  const schemas = choices.flatMap(({ schema, then, otherwise }) => [schema, then, otherwise])
  const chosen = schemas.flatMap(one => (one === undefined ? [] : [boundsIn(one, unknown)]))
  return [ownBounds(description, unknown), ...chosen].reduce(wider)
}

interface Choice {
  readonly schema?: Description
  readonly then?: Description
  readonly otherwise?: Description
}

function ownBounds(description: Description, unknown: UnknownFields): Bounds {
  switch (description.type) {
    case 'string':
      return { characters: limitOf(description) ?? longestText(description) }
    case 'number':
    case 'date':
    case 'boolean':
      return { characters: charactersToRead }
    case 'array':
      return boundsOfList(description, unknown)
    case 'object':
      return boundsOfObject(description, unknown)
    case 'alternatives':
      return {}
    default:
      return isEnumerated(description) ? {} : anything
  }
}

function isEnumerated({ flags }: Description): boolean {
  return flags !== undefined && 'only' in flags
}

function longestText(description: Description): number {
  const isRead = rulesOf(description).some(({ name }) => readRules.includes(name))
  return isRead ? charactersToRead : Infinity
}

function boundsOfList(description: Description, unknown: UnknownFields): Bounds {
  const { items = [], ordered = [] } = description
  const kinds: readonly Description[] = [...items, ...ordered]
  return {
    items: limitOf(description) ?? Infinity,
    item: kinds.length === 0 ? undefined : kinds.map(kind => boundsIn(kind, unknown)).reduce(wider),
  }
}

function boundsOfObject(description: Description, unknown: UnknownFields): Bounds {
  const { keys, patterns = [], flags } = description
  const named = Object.entries<Description>(keys ?? {})
  const rules: readonly { readonly rule: Description }[] = patterns
  const others = rules.map(({ rule }) => boundsIn(rule, unknown))
  const isOpen =
    unknown === 'stripped' || keys === undefined || (flags !== undefined && 'unknown' in flags)
  return {
    members: limitOf(description) ?? Infinity,
    named: new Map(named.map(([key, member]) => [key, boundsIn(member, unknown)])),
    other: others.length > 0 ? others.reduce(wider) : isOpen ? undefined : 'none',
  }
}

interface Rule {
  readonly name: string
  readonly args?: { readonly limit?: unknown }
}

function rulesOf({ rules = [] }: Description): readonly Rule[] {
  return rules
}

function limitOf(description: Description): number | undefined {
  const limits = rulesOf(description).flatMap(({ name, args }) =>
    ['max', 'length'].includes(name) && typeof args?.limit === 'number' ? [args.limit] : [],
  )
  return limits.length === 0 ? undefined : Math.min(...limits)
}

function wider(a: Bounds, b: Bounds): Bounds {
  return {
    characters: larger(a.characters, b.characters),
    items: larger(a.items, b.items),
    item: a.items === undefined ? b.item : b.items === undefined ? a.item : both(a.item, b.item),
    members: larger(a.members, b.members),
    named: a.named && b.named ? widerNamed(a.named, b.named) : (a.named ?? b.named),
    other: widerOther(a, b),
  }
}

function widerNamed(
  a: ReadonlyMap<string, Bounds>,
  b: ReadonlyMap<string, Bounds>,
): ReadonlyMap<string, Bounds> {
  const shared = [...b].map(([key, bounds]) => {
    const known = a.get(key)
    return [key, known ? wider(known, bounds) : bounds] as const
  })
  return new Map([...a, ...shared])
}

function widerOther(a: Bounds, b: Bounds): Bounds['other'] {
  if (a.members === undefined || a.other === 'none')
    return b.members === undefined ? a.other : b.other
  if (b.members === undefined || b.other === 'none') return a.other
  return both(a.other, b.other)
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}

// Where one of them takes anything, so do both.
function both(a: Bounds | undefined, b: Bounds | undefined): Bounds | undefined {
  return a && b && wider(a, b)
}
