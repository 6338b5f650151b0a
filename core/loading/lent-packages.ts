// Runs in Node's thread for module hooks: an extension outside this package finds the packages that its contract is made of.

interface Context {
  readonly parentURL?: string | undefined
}

interface Resolved {
  readonly url: string
}

type Next = (specifier: string, context: Context) => Promise<Resolved>

const lent = /^(?:joi|rxjs)(?:\/|$)/

/** Resolves as Node does; what Node does not find and is lent comes from here. */
export async function resolve(specifier: string, context: Context, next: Next): Promise<Resolved> {
  try {
    return await next(specifier, context)
  } catch (error) {
    if (!lent.test(specifier)) throw error
    return next(specifier, { ...context, parentURL: import.meta.url })
  }
}
