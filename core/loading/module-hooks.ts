// Runs in Node's thread for module hooks, where that cannot be had in the thread that imports.
import { isTypeScript, stripTypes } from './strip-types.ts'
import { type Importing, lentFrom, resolvingFrom, urlOfApi } from './resolve-shared.ts'

interface Resolved {
  readonly url: string
  readonly shortCircuit?: boolean
}

interface Loaded {
  readonly format: string
  readonly source?: unknown
  readonly shortCircuit?: boolean
}

type NextResolve = (specifier: string, context: Importing) => Promise<Resolved>
type NextLoad<Context> = (url: string, context: Context) => Promise<Loaded>

let roots: readonly string[] = []

/** Takes the folders of the extensions; Node calls it once. */
export function initialize(data: { readonly roots: readonly string[] }): void {
  ;({ roots } = data)
}

/** Resolves as Node does, except what all share with the Decklog that runs. */
export async function resolve(
  specifier: string,
  context: Importing,
  next: NextResolve,
): Promise<Resolved> {
  const url = urlOfApi(specifier)
  if (url !== undefined) return { url, shortCircuit: true }
  const from = resolvingFrom(specifier, context, roots)
  if (from !== undefined) return next(specifier, { ...context, parentURL: from })
  try {
    return await next(specifier, context)
  } catch (error) {
    const lent = lentFrom(specifier)
    if (lent === undefined) throw error
    return next(specifier, { ...context, parentURL: lent })
  }
}

/** Loads as Node does, and TypeScript without its types where Node itself cannot. */
export async function load<Context>(
  url: string,
  context: Context,
  next: NextLoad<Context>,
): Promise<Loaded> {
  if (!isTypeScript(url)) return next(url, context)
  return { format: 'module', source: await stripTypes(url), shortCircuit: true }
}
