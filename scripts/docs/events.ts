import type { CatalogEntry } from '../../core/events/event-catalog.ts'
import { anchor } from '../../core/guarding/describing/event-lines.ts'
import { describeKeys } from '../../core/config/describe-keys.ts'
import { table } from './table.ts'

/** The reference of every event type. */
export function eventsPage(entries: readonly CatalogEntry[]): string {
  const sorted = [...entries].sort((a, b) => (a.type < b.type ? -1 : 1))
  return [
    `# Events

Every event carries the metadata \`plugin\`, \`host\`, \`actor\`, \`schemaVersion\`, \`receivedAt\` and, where they are known,
\`occurredAt\`, \`$correlationId\`, \`$causationId\`, \`idempotencyKey\` and \`requestHash\`; all values are strings. Stored events are never
rewritten: older schema versions are upcast when they are read.
`,
    table(
      ['event', 'by', 'what happened'],
      sorted.map(({ type, source, spec }) => [
        `[\`${type}\`](#${anchor(type)})`,
        source,
        spec.summary,
      ]),
    ),
    ...sorted.map(section),
  ].join('\n')
}

function section({ type, spec }: CatalogEntry): string {
  const rows = describeKeys(spec.data).map(key => [
    `\`${key.path}\``,
    key.type,
    key.required ? 'yes' : '',
    key.description,
  ])
  return `
## ${type}

${spec.summary} Schema version ${spec.schemaVersion}.

${rows.length > 0 ? table(['field', 'type', 'required', 'meaning'], rows) : 'It has no fields.'}

\`\`\`json
${JSON.stringify(spec.example, null, 2)}
\`\`\`
`
}
