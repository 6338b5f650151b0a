import type { Description } from 'joi'

/** What may be said of one value: all descriptions that can apply to it, of alternatives and conditions too. */
export type Descriptions = readonly Description[]

/** What may be said of a member of an object. */
export function partsAt(descriptions: Descriptions, key: string): Descriptions {
  return descriptions.flatMap(expand).flatMap(description => {
    const keys: Readonly<Record<string, Description>> = description['keys'] ?? {}
    if (Object.hasOwn(keys, key)) return [keys[key] ?? {}]
    const patterns: readonly { readonly rule: Description }[] = description['patterns'] ?? []
    return patterns.map(({ rule }) => rule)
  })
}

/** What may be said of the items of a list. */
export function partsOfItems(descriptions: Descriptions): Descriptions {
  return descriptions.flatMap(expand).flatMap(description => {
    const items: Descriptions = description['items'] ?? []
    const ordered: Descriptions = description['ordered'] ?? []
    return [...items, ...ordered]
  })
}

/** What a schema says of a value by `meta({ [name]: … })`; undefined when it says nothing. */
export function metaOf(descriptions: Descriptions, name: string): unknown {
  return descriptions
    .flatMap(expand)
    .flatMap<Readonly<Record<string, unknown>>>(description => description['metas'] ?? [])
    .find(meta => Object.hasOwn(meta, name))?.[name]
}

/** A description, and those that stand in its place in some case. */
function expand(description: Description): Descriptions {
  const matches: readonly Case[] = description['matches'] ?? []
  const whens: readonly Case[] = description['whens'] ?? []
  const others = [...matches, ...whens].flatMap(({ schema, then, otherwise, switch: cases = [] }) =>
    [schema, then, otherwise, ...cases.map(one => one.then)].filter(one => one !== undefined),
  )
  return [description, ...others.flatMap(expand)]
}

interface Case {
  readonly schema?: Description
  readonly then?: Description
  readonly otherwise?: Description
  readonly switch?: readonly Case[]
}
