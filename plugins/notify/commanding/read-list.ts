import { type answers, type CommandContext, readAnswer } from '../../../core/plugin-api.ts'

/** So many are shown at once. */
const mostShown = 200

interface Listed<Page, Item> {
  readonly told: answers.Told<Page>
  readonly itemsOf: (page: Page) => readonly Item[]
  /** Of the query, by the API's names; undefined: not asked for. */
  readonly asked: Readonly<Record<string, string | boolean | undefined>>
}

/** Reads the first page of a list, and says when there may be more. */
export async function readList<Page, Item>(
  { api, warn }: Pick<CommandContext, 'api' | 'warn'>,
  path: string,
  { told, asked, itemsOf }: Listed<Page, Item>,
): Promise<readonly Item[]> {
  const query = new URLSearchParams({ limit: String(mostShown) })
  for (const [name, value] of Object.entries(asked))
    if (value !== undefined && value !== false) query.set(name, String(value))
  const items = itemsOf(readAnswer(await api.get(`${path}?${query.toString()}`), told))
  if (items.length >= mostShown)
    warn(`Only the first ${mostShown} are shown: the options of this command choose fewer.`)
  return items
}
