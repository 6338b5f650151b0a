const prefixes = ['git@', 'github.com/']

/** Tells whether a build context lies elsewhere: behind a URL, or in a repository. */
export function isRemote(context: string): boolean {
  return context.includes('://') || prefixes.some(prefix => context.startsWith(prefix))
}
