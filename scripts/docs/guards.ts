import { type GuardToDescribe, guardPage } from '../../core/guarding/describing/guard-page.ts'

/** The reference of every guard that is built in. */
export function guardsPage(plugins: readonly GuardToDescribe[]): string {
  const pages = plugins.flatMap(one => guardPage(one, { level: 2, eventsAt: 'events.md' }) ?? [])
  return [
    `# Guards

What each built-in guard is made of, as it declares it. \`decklog guards docs NAME\` writes such a page of any guard that is configured.
`,
    ...pages,
  ].join('\n')
}
