import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a module hook of Node is told of the module that imports. */
export interface Importing {
  readonly parentURL?: string | undefined
}

const beside = extname(import.meta.url)
const api = new Map([
  ['decklog', new URL(`../plugin-api${beside}`, import.meta.url).href],
  ['decklog/testing', new URL(`../testing/testing-api${beside}`, import.meta.url).href],
])
const joi = /^joi(?:\/|$)/
const lent = /^(?:joi|rxjs)(?:\/|$)/

/** The module that a name stands for everywhere, whatever is installed beside the importing one: the Decklog that runs. */
export function urlOfApi(specifier: string): string | undefined {
  return api.get(specifier)
}

/**
 * From where to resolve a name instead of from the importing module. The schemas of an extension are made by our own Joi, since two
 * versions of it refuse each other's; its dependencies keep theirs.
 */
export function resolvingFrom(
  specifier: string,
  { parentURL }: Importing,
  roots: readonly string[],
): string | undefined {
  return joi.test(specifier) && isOwn(parentURL, roots) ? import.meta.url : undefined
}

/** Where to look for what Node does not find: extensions need not install what their contract is made of. */
export function lentFrom(specifier: string): string | undefined {
  return lent.test(specifier) ? import.meta.url : undefined
}

function isOwn(parentURL: string | undefined, roots: readonly string[]): boolean {
  if (!parentURL?.startsWith('file:')) return false
  const path = fileURLToPath(parentURL)
  const root = roots.find(one => path.startsWith(`${one}/`))
  return root !== undefined && !path.slice(root.length).includes('/node_modules/')
}
