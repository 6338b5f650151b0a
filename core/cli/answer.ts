import type { ApiClient } from './command.ts'
import Joi from 'joi'
import { DecklogError } from '../errors.ts'
import { oneLine } from './printable.ts'

/** A part of an answer of the API: how it is checked, and by `Of` its type. */
export interface Told<T> {
  readonly schema: Joi.Schema
  /** Never there: it carries the type. */
  readonly type?: T
}

/** The type of what is told. */
export type Of<Part> = Part extends Told<infer T> ? T : never

type Parts = Readonly<Record<string, Told<unknown>>>
type PartsOf<P extends Parts> = { readonly [Key in keyof P]: Of<P[Key]> }

/** Text as a part of a line, whatever was in it; it may be empty. */
export const text: Told<string> = { schema: Joi.string().allow('').custom(oneLine) }

/** A number. */
export const number: Told<number> = { schema: Joi.number() }

/** True or false. */
export const flag: Told<boolean> = { schema: Joi.boolean() }

/** Whatever it is. */
export const anything: Told<unknown> = { schema: Joi.any() }

/** An object of whatever members. */
export const members: Told<Readonly<Record<string, unknown>>> = { schema: Joi.object().unknown() }

/** One of these words. */
export function oneOf<const T extends string>(...words: readonly T[]): Told<T> {
  return { schema: Joi.valid(...words) }
}

/** The same, or null. */
export function orNull<T>(of: Told<T>): Told<T | null> {
  return { schema: of.schema.allow(null) }
}

/** The same, or `value` where an older Decklog does not tell it. */
export function otherwise<T>(of: Told<T>, value: T): Told<T> {
  return { schema: of.schema.optional().default(() => value) }
}

/** Any number of the same. */
export function list<T>(of: Told<T>): Told<readonly T[]> {
  return { schema: Joi.array().items(of.schema) }
}

/** These fields; what else is told beside them is let be. */
export function fields<const P extends Parts>(parts: P): Told<PartsOf<P>> {
  const schemas = Object.entries(parts).map(([name, { schema }]) => [name, schema])
  return { schema: Joi.object(Object.fromEntries(schemas)) }
}

/** Takes from an answer of the API what a command prints. */
export function readAnswer<T>(answer: unknown, told: Told<T>): T {
  const options = { presence: 'required', stripUnknown: true } as const
  const { value, error } = told.schema.validate(answer, options)
  if (!error) return value
  throw new DecklogError(
    'DECKLOG_INTERNAL',
    `The API answered what this version does not understand: ${error.message}`,
  )
}

/** How the pages of a list are read. */
export interface Pages<Page, Item> {
  readonly told: Told<Page>
  readonly itemsOf: (page: Page) => readonly Item[]
  readonly asked?: Readonly<Record<string, string>>
}

/** Reads all pages of a list: what is not well may be on the last. */
export async function readPages<Page extends { readonly next: string | null }, Item>(
  api: Pick<ApiClient, 'get'>,
  path: string,
  { told, itemsOf, asked = {} }: Pages<Page, Item>,
): Promise<readonly Item[]> {
  const found: Item[] = []
  for (let after: string | null = ''; after !== null;) {
    const place = after === '' ? {} : { after }
    const query = new URLSearchParams({ ...asked, limit: '200', ...place })
    const page: Page = readAnswer(await api.get(`${path}?${query.toString()}`), told)
    found.push(...itemsOf(page))
    after = page.next
  }
  return found
}
