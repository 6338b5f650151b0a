import { markdownCode, markdownTable, markdownText } from '../../cli/markdown.ts'
import { describeKeys } from '../../config/describe-keys.ts'
import type { EventSpec, Plugin } from '../../plugin.ts'

interface EventsStyle {
  heading(title: string, below?: number): string
  readonly eventsAt: string | undefined
}

/** The events of a plugin: what happened, and each with its fields and its example, or where these are. */
export function eventLines(
  { events }: Pick<Plugin, 'events'>,
  { heading, eventsAt }: EventsStyle,
): readonly string[] {
  const all = Object.entries<EventSpec>(events)
  const rows = all.map(([type, { summary, schemaVersion }]) => [
    eventsAt === undefined
      ? markdownCode(type)
      : `[${markdownCode(type)}](${eventsAt}#${anchor(type)})`,
    String(schemaVersion),
    markdownText(summary),
  ])
  const table = markdownTable(['event', 'version', 'what happened'], rows)
  if (eventsAt !== undefined) return table
  return [...table, ...all.flatMap(([type, spec]) => oneEvent(heading(type, 2), spec))]
}

/** The place of an event type on a page that has a heading for it. */
export const anchor = (type: string): string => type.toLowerCase().replace('.', '')

function oneEvent(title: string, { data, example }: EventSpec): readonly string[] {
  const rows = describeKeys(data).map(({ path, type, required, description }) => [
    `\`${path}\``,
    type.replaceAll('|', '\\|'),
    required ? 'yes' : '',
    markdownText(description),
  ])
  const fields = markdownTable(['field', 'type', 'required', 'meaning'], rows)
  const code = ['```json', JSON.stringify(example, null, 2), '```']
  return ['', title, '', ...fields, '', ...code]
}
