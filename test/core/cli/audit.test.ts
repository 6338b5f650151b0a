import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { auditExceptions } from '../../../core/cli/audit-exceptions.ts'
import { auditPopulation } from '../../../core/cli/audit-population.ts'
import type { CoreCommand, CoreContext } from '../../../core/cli/command.ts'
import { toCsv } from '../../../core/cli/csv.ts'

const folder = await mkdtemp(join(tmpdir(), 'decklog-audit-'))
t.teardown(() => rm(folder, { recursive: true }))

interface Ran {
  readonly lines: readonly string[]
  readonly paths: readonly string[]
}

/** Runs a command over pages that an API would answer, in their order. */
async function run(
  command: CoreCommand,
  options: CoreContext['options'],
  pages: readonly object[],
): Promise<Ran> {
  const [lines, paths]: [string[], string[]] = [[], []]
  const api = {
    get: async (path: string) => {
      paths.push(path)
      return pages[paths.length - 1]
    },
  }
  const print = (line: string): number => lines.push(line)
  await command.run({ api, options, cwd: folder, print } as unknown as CoreContext)
  return { lines, paths }
}

const exception = (id: string, reason: string | null): object => ({
  ...{ id, kind: 'bypass', event_type: 'gsd.GateBypassed', subject: 'run 1', step: 'rollout' },
  ...{ what: 'set aside: disk', actor: 'person:ann', via: null, reason, ends_at: null },
  ...{ event_ids: [id], received_at: '2026-01-01T00:00:00.000Z' },
  recorded_at: '2026-01-01T00:00:00.000Z',
})

const event = (n: number): object => ({
  ...{ id: `event-${n}`, stream: 'run-1', revision: String(n), position: String(10 + n) },
  ...{ type: 'gsd.RunCompleted', data: { n }, metadata: { actor: 'person:ann' } },
  ...{ received_at: '2026-01-01T00:00:00.000Z', recorded_at: '2026-01-01T00:00:00.000Z' },
})
const eventPage = {
  events: Array.from({ length: 40 }, (_, n) => event(n)),
  cursor: 'c',
  complete: true,
}

t.test('all exceptions of a period are read, page by page', async t => {
  const pages = [
    { exceptions: [exception('a', null)], cursor: 'next' },
    { exceptions: [exception('b', 'Why not.')], cursor: null },
  ]
  const { lines, paths } = await run(auditExceptions, { from: '2026-01-01', json: true }, pages)
  t.match(JSON.parse(lines[0] ?? ''), { exceptions: [{ id: 'a' }, { id: 'b' }] })
  t.match(paths[0], /since=2026-01-01T00%3A00%3A00\.000Z/)
  t.match(paths[1], /after=next/)
  await t.rejects(run(auditExceptions, { from: 'soon' }, pages), { code: 'DECKLOG_VALIDATION' })
})

t.test('a spreadsheet reads each row with its event ids, and no formula', async t => {
  const formula = '=HYPERLINK("http://evil.example","Q1, ""fine""")'
  const pages = [{ exceptions: [exception('a', formula), exception('b', '-1+2')], cursor: null }]
  await run(auditExceptions, { csv: 'exceptions.csv' }, pages)
  const text = await readFile(join(folder, 'exceptions.csv'), 'utf8')
  const [head, first, second, end] = text.split('\r\n')
  t.match(head, /^id,kind,event_type,.*event_ids/)
  t.match(first, /"'=HYPERLINK\(""http:\/\/evil/)
  t.match(second, /,'-1\+2,/)
  t.equal(end, '')
  await t.rejects(run(auditExceptions, { csv: 'exceptions.csv' }, pages), {
    code: 'DECKLOG_INPUT_UNREADABLE',
  })
})

t.test('what breaks a line of CSV is quoted', async t => {
  t.equal(toCsv(['a', 'b'], [['x\r\ny', '@z']]), `a,b\r\n"x\r\ny",'@z\r\n`)
  t.equal(toCsv(['a', 'b'], [['x\ry', 'x\ny']]), 'a,b\r\n"x\ry","x\ny"\r\n')
  for (const sign of ['=', '+', '-', '@', '\t', '\r', '＝'])
    t.match(toCsv(['a'], [[`${sign}1`]]), `'${sign}1`)
})

t.test('a sample is drawn from the whole, and drawn again the same', async t => {
  const drawn = async (seed: string): Promise<readonly string[]> => {
    const options = { type: 'gsd.RunCompleted', sample: '5', seed, json: true }
    const { lines } = await run(auditPopulation, options, [eventPage])
    const told = JSON.parse(lines[0] ?? '')
    t.match(told, { count: 40, drawn: 5, first_position: '10', last_position: '49' })
    t.match(told.ids_sha256, /^[0-9a-f]{64}$/)
    return told.events.flatMap((one: Record<string, unknown>) => (one['drawn'] ? [one['id']] : []))
  }
  t.strictSame(await drawn('q1'), await drawn('q1'))
  t.notSame(await drawn('q1'), await drawn('q2'))
  const unsown = { type: 'gsd.RunCompleted', sample: '5' }
  await t.rejects(run(auditPopulation, unsown, [eventPage]), { code: 'DECKLOG_VALIDATION' })
  await t.rejects(run(auditPopulation, {}, [eventPage]), { code: 'DECKLOG_VALIDATION' })
})

t.test('a population is told in lines and as CSV', async t => {
  const { lines } = await run(auditPopulation, { type: 'gsd.RunCompleted' }, [eventPage])
  t.equal(lines.length, 42)
  t.match(lines.at(-1), /40 events, 0 drawn; from position 10 to 49/)
  const options = { type: 'gsd.RunCompleted', csv: 'population.csv' }
  await run(auditPopulation, options, [eventPage])
  const rows = (await readFile(join(folder, 'population.csv'), 'utf8')).split('\r\n')
  t.equal(rows.length, 42)
  t.match(rows[1], 'event-0,no,10,')
})
