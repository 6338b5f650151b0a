import { fields, list, type Of, orNull, readAnswer, text } from './answer.ts'
import { timeQuery, writeCsv, type AuditTable } from './audit-table.ts'
import type { ApiClient, CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'

const columns = {
  ...{ id: text, kind: text, event_type: text, subject: text, step: orNull(text), what: text },
  ...{ actor: text, via: orNull(text), reason: orNull(text), ends_at: orNull(text) },
  ...{ event_ids: list(text), received_at: text, recorded_at: text },
}
const exception = fields(columns)
const page = fields({ exceptions: list(exception), cursor: orNull(text) })
const pageLimit = 200

type Exception = Of<typeof exception>

/** `decklog audit exceptions` */
export const auditExceptions: CoreCommand = {
  name: 'audit exceptions',
  summary:
    'list what departed from the rules in a period: bypasses, waivers, mutes, softened gates, approvals by whom, decisions without evidence',
  calls: 'api',
  asOf: 'taken',
  options: [
    { syntax: '--from <time>', summary: 'recorded at this time or later; default: from the start' },
    { syntax: '--to <time>', summary: 'recorded before this time; default: until now' },
    { syntax: '--kind <kind>', summary: 'only those of this kind: bypass, mute, approval, …' },
    { syntax: '--csv <file>', summary: 'write them into a file, as CSV' },
  ],
  examples: [
    'decklog audit exceptions --from 2026-01-01 --to 2026-04-01',
    'decklog audit exceptions --from 2026-01-01 --csv exceptions.csv',
  ],
  async run(context) {
    const { api, options, print } = context
    const query = {
      since: timeQuery('from', options['from']),
      until: timeQuery('to', options['to']),
      kind: options['kind'],
    }
    const exceptions = await readAll(api, query)
    const isFiled = options['csv'] !== undefined
    if (isFiled) await writeCsv(context, tableOf(exceptions))
    if (options['json']) print(JSON.stringify({ exceptions }))
    else if (!isFiled) linesOf(exceptions).forEach(print)
    return 0
  },
}

async function readAll(
  api: ApiClient,
  query: Readonly<Record<string, string | boolean | undefined>>,
): Promise<readonly Exception[]> {
  const found: Exception[] = []
  for (let after: string | null = null; ;) {
    const path = pathOf({ ...query, limit: String(pageLimit), after: after ?? undefined })
    const told: Of<typeof page> = readAnswer(await api.get(path), page)
    found.push(...told.exceptions)
    if (told.cursor === null) return found
    after = told.cursor
  }
}

function pathOf(query: Readonly<Record<string, string | boolean | undefined>>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (typeof value === 'string') given.set(name, value)
  return `/api/v1/audit/exceptions?${given.toString()}`
}

function tableOf(exceptions: readonly Exception[]): AuditTable {
  const head = Object.keys(columns)
  const cells = (one: Readonly<Record<string, unknown>>): readonly string[] =>
    head.map(column => {
      const value = one[column] ?? ''
      return Array.isArray(value) ? value.join(' ') : String(value)
    })
  return { head, rows: exceptions.map(cells) }
}

function linesOf(exceptions: readonly Exception[]): readonly string[] {
  const head = ['recorded', 'kind', 'about', 'what', 'by', 'why', 'events']
  const rows = exceptions.map(one => [
    ...[one.recorded_at, one.kind, [one.subject, one.step].filter(Boolean).join(' ')],
    ...[one.what, [one.actor, one.via].filter(Boolean).join(' via '), one.reason ?? ''],
    one.event_ids.join(' '),
  ])
  return exceptions.length === 0 ? ['There were none.'] : formatTable(head, rows)
}
