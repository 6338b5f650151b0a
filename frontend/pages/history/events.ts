import { get, type Read } from '../../api/client.ts'
import { quoted } from '../../words/command-lines.ts'

export type Event = Read<'/api/v1/events'>['events'][number]

/** The filters of the page, by their names in its address, which are those of the API. */
export const filterNames = [
  'type',
  'category',
  'stream',
  'actor',
  'correlation',
  'causation',
  'since',
  'until',
] as const
export type Filters = Readonly<Partial<Record<(typeof filterNames)[number], string>>>

/** The filters that an address holds, and whether what Decklog writes for its own working is shown. */
export function filtersOf(query: URLSearchParams): Filters & { readonly own: 'shown' | 'hidden' } {
  const given = filterNames.flatMap(name => {
    const value = query.get(name)
    return value ? [[name, value] as const] : []
  })
  return { ...Object.fromEntries(given), own: query.get('own') === 'shown' ? 'shown' : 'hidden' }
}

/** Events as far as they were read, newest first, and where they go on. */
export interface Page {
  readonly events: readonly Event[]
  /** Null when there is no more. */
  readonly after: string | null
}

type Asked = NonNullable<Parameters<typeof get<'/api/v1/events'>>[1]>['query']

/** Reads a page of history, newest first; one that found nothing yet goes on looking, because a rare event may be far back. */
export async function readPage(
  filters: Asked,
  after: string | undefined,
  signal: AbortSignal,
): Promise<Page> {
  let place = after
  for (;;) {
    const query = { direction: 'backwards' as const, limit: 50, ...filters }
    const { body } = await get('/api/v1/events', {
      query: { ...query, ...(place === undefined ? {} : { after: place }) },
      signal,
    })
    const next = body.complete ? null : body.cursor
    if (body.events.length > 0 || next === null) return { events: body.events, after: next }
    place = next
  }
}

/** Puts the newest page before what was read already; what is between the two was not read, so then only the newest stays. */
export function joinPages(before: Page | undefined, newest: Page): Page {
  const oldest = newest.events.at(-1)
  if (!before || !oldest || newest.after === null) return newest
  const isJoined = before.events.some(({ position }) => position === oldest.position)
  if (!isJoined) return newest
  const older = before.events.filter(one => BigInt(one.position) < BigInt(oldest.position))
  return { events: [...newest.events, ...older], after: before.after }
}

/** Who did it, as the metadata tell. */
export function actorOf({ metadata }: Event): string {
  const { actor = '', via } = metadata
  return via ? `${actor} via ${via}` : actor
}

const shortest = 120

/** The data of an event in one line. */
export function shortData({ data }: Event): string {
  const text = JSON.stringify(data)
  return text.length > shortest ? `${text.slice(0, shortest - 1)}…` : text
}

/** The command that shows the same. */
export function commandOf(filters: Filters & { readonly own: string }): string {
  const words = filterNames.flatMap(name => {
    const value = filters[name]
    return value === undefined ? [] : [`--${name}`, quoted(value)]
  })
  return ['decklog', 'events', ...words, ...(filters.own === 'shown' ? ['--all'] : [])].join(' ')
}
