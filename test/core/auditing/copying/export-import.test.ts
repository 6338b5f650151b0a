import { CloudEvent } from 'cloudevents'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import t from 'tap'
import { runCommandLine } from '../../../../core/cli/run-command-line.ts'
import { systemClock } from '../../../../core/clock.ts'
import type { ExportRequest } from '../../../../core/auditing/copying/export-request.ts'
import { writeExport } from '../../../../core/auditing/copying/write-export.ts'
import { createWholeLedger } from '../../../../core/ledger/eventstoredb/whole-ledger.ts'
import type { WholeLedger } from '../../../../core/ledger/whole-ledger.ts'
import { foldEverything, loadEverything, writeEveryEvent } from '../../../support/every-event.ts'
import { createTestLedgerUrl } from '../../../support/ledger.ts'
import { writeMixedHistory } from '../../../support/mixed-history.ts'
import { silentLog } from '../../../support/silent-log.ts'

// Imports go to empty ledgers, which a server that is shared by tests is not.
delete process.env['DECKLOG_EVENTSTORE_URL']

const folder = await mkdtemp(join(tmpdir(), 'decklog-export-'))
t.teardown(() => rm(folder, { recursive: true }))
const source = await createTestLedgerUrl(t)
const everything = await loadEverything()
const count = (await writeEveryEvent(t, source, everything)) + 30
await writeMixedHistory(t, source, { events: 30, streams: 4 })
let files = 0
const newFile = (): string => join(folder, `${++files}.ndjson.gz`)

interface Ran {
  readonly code: number
  readonly answer: Readonly<Record<string, unknown>>
}

async function run(...words: readonly string[]): Promise<Ran> {
  let text = ''
  const print = (part: string): void => {
    text += part
  }
  const line = { env: {}, cwd: folder, print, printError: print }
  const code = await runCommandLine({ ...line, words: [...words, '--json'] })
  return { code, answer: JSON.parse(text) }
}

const exportTo = (file: string, ...options: readonly string[]): Promise<Ran> =>
  run('export', file, '--ledger', source, ...options)

async function linesOf(file: string): Promise<readonly Record<string, unknown>[]> {
  const text = gunzipSync(await readFile(file)).toString()
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
}

async function rewrite(file: string, change: (text: string) => string): Promise<string> {
  const other = newFile()
  await writeFile(other, gzipSync(change(gunzipSync(await readFile(file)).toString())))
  return other
}

const whole = newFile()
await exportTo(whole)
/** Where it is imported. */
const target = await createTestLedgerUrl(t)

t.test('every line of an export is a CloudEvent by the rules of its specification', async t => {
  const lines = await linesOf(whole)
  t.equal(lines.length, count + 2)
  for (const line of lines) t.ok(new CloudEvent(line, true).id)
  t.match(lines[1], {
    ...{ specversion: '1.0', subject: String, position: String, revision: '0' },
    ...{ time: '2026-01-01T00:00:00.000Z', data: Object, metadata: /"actor":"person:ann"/ },
  })
  t.match(
    lines.find(({ datacontenttype }) => datacontenttype !== 'application/json'),
    {
      data_base64: String,
    },
  )
})

t.test('an import gives the same read models, row by row', async t => {
  const { code, answer } = await run('import', whole, '--to', target)
  t.equal(code, 0)
  t.match(answer, { imported: count, compared: { equal: count, difference_count: 0 } })
  const [before, after] = await Promise.all(
    [source, target].map(url => foldEverything(t, url, everything)),
  )
  t.strictSame(after, before)
  t.ok([...(before ?? [])].filter(([, rows]) => rows.length > 0).length > 10, 'there are rows')
  t.match(await run('import', whole, '--to', target), { code: 0, answer: { imported: 0 } })
})

t.test('an export that was cut short goes on and comes to the same lines', async t => {
  const file = newFile()
  const ledger = createWholeLedger({ url: source, log: silentLog })
  t.teardown(() => ledger.close())
  const failing: WholeLedger = {
    ...ledger,
    async *readAll(read) {
      let left = 40
      for await (const event of ledger.readAll(read)) {
        if (--left < 0) throw new Error('cut')
        yield event
      }
    },
  }
  const request = { file, request: {}, clock: systemClock, tell: () => undefined, pieceEvents: 10 }
  await t.rejects(writeExport({ ...request, ledger: failing }))
  await t.rejects(exportTo(`${file}`, '--board', 'b').then(failIf), 'it was another export')
  const [part, state] = await Promise.all([
    readFile(`${file}.part`),
    readFile(`${file}.part.json`, 'utf8'),
  ])
  for (const [name, less] of [
    ['.part', part.subarray(0, 20)],
    ['.part.json', ''],
  ] as const) {
    await writeFile(file + name, less)
    await t.rejects(writeExport({ ...request, ledger }), { code: 'DECKLOG_INPUT_UNREADABLE' })
    await writeFile(`${file}.part`, part)
    await writeFile(`${file}.part.json`, state)
  }
  t.match(await writeExport({ ...request, ledger }), { events: count, resumed: true })
  const told = async (name: string): Promise<unknown> => (await linesOf(name)).slice(1, -1)
  t.strictSame(await told(file), await told(whole))
  t.equal((await run('import', file, '--to', await createTestLedgerUrl(t))).code, 0)
  t.strictSame(
    (await readdir(folder)).filter(name => name.includes('.part')),
    [],
  )
})

/** Lets an export fail after so many events. */
async function cutShort(file: string, request: ExportRequest): Promise<void> {
  const ledger = createWholeLedger({ url: source, log: silentLog })
  const failing: WholeLedger = {
    ...ledger,
    async *readAll(read) {
      let left = 40
      for await (const event of ledger.readAll(read)) {
        if (--left < 0) throw new Error('cut')
        yield event
      }
    },
  }
  const parts = { file, request, clock: systemClock, tell: () => undefined, pieceEvents: 10 }
  await writeExport({ ...parts, ledger: failing }).catch(() => undefined)
  await ledger.close()
}

t.test('an export of relative times goes on with the times that they meant at first', async t => {
  const file = newFile()
  const began = new Date(Date.now() - 86_400_000)
  await cutShort(file, { from: { time: began, asked: '1d' } })
  const other = await exportTo(file, '--from', '2d')
  t.match(other, { code: 2, answer: { code: 'DECKLOG_INPUT_UNREADABLE' } })
  const { answer } = await exportTo(file, '--from', '1d')
  t.match(answer, { resumed: true, events: count, from_time: began.toISOString() })
  const [first] = await linesOf(file)
  t.match(first, { data: { from: began.toISOString() } })
})

t.test('an export goes on with the ledger that it began with, and no other', async t => {
  const file = newFile()
  await cutShort(file, {})
  for (const [url, what] of [
    [target, 'a copy'],
    [await createTestLedgerUrl(t), 'an empty one'],
  ] as const)
    t.match(
      await run('export', file, '--ledger', url),
      {
        ...{ code: 2, answer: { code: 'DECKLOG_INPUT_UNREADABLE' } },
      },
      what,
    )
  const state = JSON.parse(await readFile(`${file}.part.json`, 'utf8'))
  const gone = { ...state, ledger: { ...state.ledger, first: 'what has expired since' } }
  await writeFile(`${file}.part.json`, JSON.stringify(gone))
  t.match(await exportTo(file), { code: 0, answer: { resumed: true, events: count } })
})

t.test('an export is narrowed by place, time, type and board', async t => {
  const lines = (await linesOf(whole)).slice(1, -1)
  const told = async (...options: readonly string[]): Promise<unknown> => {
    const file = newFile()
    t.equal((await exportTo(file, ...options)).code, 0)
    return (await linesOf(file)).slice(1, -1)
  }
  const [from, to] = [lines[10]?.['position'], lines[20]?.['position']].map(String)
  t.strictSame(await told('--from', from ?? '', '--to', to ?? ''), lines.slice(10, 20))
  t.strictSame(await told('--from', '2100-01-01'), [])
  const types = 'gsd.RunStarted,disk.Sampled'
  const ofTypes = lines.filter(({ type }) => types.split(',').includes(String(type)))
  t.strictSame(await told('--type', types), ofTypes)
  t.ok(ofTypes.length > 0)
  const board = '5a0e3c9b-8c5f-4d8e-9b53-0d1a4c6f0001'
  const ofBoard = (await told('--board', board)) as readonly Record<string, unknown>[]
  t.ok(ofBoard.length > 0 && ofBoard.length < lines.length)
})

t.test('only a whole export from the start is imported, and only into an empty ledger', async t => {
  const empty = await createTestLedgerUrl(t)
  const refusal = async (file: string, to = empty): Promise<unknown> => {
    const { code, answer } = await run('import', file, '--to', to)
    t.equal(code, 2)
    return answer['code']
  }
  for (const options of [
    ['--type', 'disk.Sampled'],
    ['--board', 'b'],
    ['--from', '5'],
  ]) {
    const file = newFile()
    await exportTo(file, ...options)
    t.equal(await refusal(file), 'DECKLOG_EXPORT_UNFIT', options.join(' '))
  }
  const lines = (text: string): string[] => text.trimEnd().split('\n')
  const altered = {
    'cut short': (text: string) => `${lines(text).slice(0, -1).join('\n')}\n`,
    'a line less': (text: string) => `${lines(text).toSpliced(3, 1).join('\n')}\n`,
    'another actor': (text: string) => text.replace('person:ann', 'person:bob'),
    'followed by more': (text: string) => text + (lines(text)[1] ?? '') + '\n',
    'of another format': (text: string) => text.replace('"format":1', '"format":2'),
    'no export': () => '{"id":1}\n',
    'no JSON': () => 'hello\n',
    'in another order': (text: string) => {
      const [first = '', second = '', third = '', ...rest] = lines(text)
      return `${[first, third, second, ...rest].join('\n')}\n`
    },
  }
  const codes = ['DECKLOG_EXPORT_UNFIT', 'DECKLOG_INPUT_UNREADABLE']
  for (const [what, change] of Object.entries(altered))
    t.ok(codes.includes(String(await refusal(await rewrite(whole, change)))), what)
  const damaged = newFile()
  await writeFile(damaged, (await readFile(whole)).subarray(0, -100))
  t.equal(await refusal(damaged), 'DECKLOG_INPUT_UNREADABLE')
  t.equal(await refusal(join(folder, 'nowhere')), 'DECKLOG_INPUT_UNREADABLE')
  t.equal(await refusal(whole, source), 'DECKLOG_LEDGER_NOT_EMPTY')
  t.match(await exportTo(whole), { code: 2, answer: { code: 'DECKLOG_INPUT_UNREADABLE' } })
})

function failIf({ code }: Ran): void {
  if (code !== 0) throw new Error('refused')
}
