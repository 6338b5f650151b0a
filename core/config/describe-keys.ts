import type { Schema } from 'joi'

/** One key of a schema, as a table shows it. */
export interface DescribedKey {
  /** Path with dots; `<name>` stands for a free key, `[]` for each item of a list. */
  readonly path: string
  readonly type: string
  readonly fallback: string
  readonly description: string
  readonly required: boolean
}

// What Joi's describe() gives, as far as it is used here.
interface Description {
  readonly type?: string
  readonly flags?: {
    readonly default?: unknown
    readonly description?: string
    readonly presence?: string
    readonly only?: boolean
  }
  readonly keys?: Readonly<Record<string, Description>>
  readonly patterns?: readonly { readonly rule: Description }[]
  readonly items?: readonly Description[]
  readonly allow?: readonly unknown[]
}

/** Lists the keys of a schema, parents before children. */
export function describeKeys(schema: Schema): DescribedKey[] {
  return below('', schema.describe() as Description)
}

function below(path: string, node: Description): DescribedKey[] {
  const prefix = path === '' ? '' : `${path}.`
  const named = Object.entries(node.keys ?? {}).flatMap(([key, child]) =>
    own(`${prefix}${key}`, child),
  )
  const free = (node.patterns ?? []).flatMap(({ rule }) => below(`${prefix}<name>`, rule))
  const items = (node.items ?? []).flatMap(item => below(`${path}[]`, item))
  return [...named, ...free, ...items]
}

function own(path: string, node: Description): DescribedKey[] {
  const children = below(path, node)
  const described = {
    path,
    type: typeOf(node),
    fallback: fallbackOf(node),
    description: node.flags?.description ?? '',
    required: node.flags?.presence === 'required',
  }
  const isHeading = children.length > 0 && described.description === ''
  return isHeading ? children : [described, ...children]
}

function typeOf(node: Description): string {
  const values = (node.allow ?? []).filter(value => value === null || typeof value !== 'object')
  if (node.flags?.only) return values.map(value => `\`${value}\``).join(' ')
  const of = node.items?.[0] ? ` of ${typeOf(node.items[0])}` : ''
  return `${node.type ?? 'any'}${of}${values.includes(null) ? ' or null' : ''}`
}

function fallbackOf(node: Description): string {
  const value = node.flags?.default
  if (value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value)))
    return ''
  if (typeof value === 'function') return 'computed'
  if (node.type === 'duration' && typeof value === 'number')
    return `\`${inUnits(value, durations)}\``
  if (node.type === 'bytes' && typeof value === 'number') return `\`${inUnits(value, sizes)}\``
  return `\`${JSON.stringify(value)}\``
}

const durations = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
] as const
const sizes = [
  ['TB', 1e12],
  ['GB', 1e9],
  ['MB', 1e6],
  ['B', 1],
] as const

function inUnits(value: number, units: readonly (readonly [string, number])[]): string {
  const [unit, size] = units.find(([, each]) => value >= each && value % each === 0) ?? ['', 1]
  return `${value / size}${unit}`
}
