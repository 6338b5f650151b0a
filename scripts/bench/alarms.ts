import { parseArgs } from 'node:util'
import { pino } from 'pino'
import Joi from 'joi'
import { createDatabase } from '../../postgres/database.ts'
import type { Host, Recorded, Route } from '../../core/plugin-api.ts'
import { systemClock } from '../../core/clock.ts'
import { notifyConfig, type NotifyConfig } from '../../plugins/notify/config.ts'
import type { NotifyEvent } from '../../plugins/notify/events.ts'
import { createForgetSweep } from '../../plugins/notify/forgetting/forget-sweep.ts'
import alarmRoutes from '../../projections/alarms/routes.ts'
import channelRoutes from '../../projections/channels/routes.ts'
import muteRoutes from '../../projections/mutes/routes.ts'
import noticeRoutes from '../../projections/notices/routes.ts'
import windowRoutes from '../../projections/windows/routes.ts'
import { asked } from './alarms/asked.ts'
import { createTables, type Tables } from './alarms/tables.ts'
import { eventsOf, idOf, noticesEach, silencesOf, type Year } from './alarms/year.ts'
import { median, printFigure, quantile, secondsOf } from './figures.ts'
import { openStage } from './open-stage.ts'

const usage = `npm run bench -- alarms [--notices 1000000] [--silences 20000] [--keep 300] [--rounds 25]

A year of alarms, folded into their read models: how long each list takes, and what is left when all that is older than so many days is forgotten.
`
const dayMs = 86_400_000

/** Measures the lists of alarms with a year in them, and what bounds them. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      notices: { type: 'string', default: '1000000' },
      silences: { type: 'string', default: '20000' },
      keep: { type: 'string', default: '300' },
      rounds: { type: 'string', default: '25' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const lastsMs = 365 * dayMs
  const year = {
    ...{ alarms: Math.floor(Number(values.notices) / noticesEach), lastsMs },
    ...{ beginMs: Date.now() - lastsMs, silences: Number(values.silences) },
  }
  const log = pino({ level: 'error' })
  const stage = await openStage({})
  const database = createDatabase(stage.databaseUrl, { log, applicationName: 'bench' })
  try {
    const tables = await createTables(database)
    await fillYear(tables, year)
    await printSizes(tables)
    await measureLists(tables, { year, rounds: Number(values.rounds) })
    await measureForgetting(tables, Number(values.keep))
  } finally {
    await database.close()
    await stage.close()
  }
}

async function fillYear(tables: Tables, year: Year & { readonly silences: number }): Promise<void> {
  const seconds = await secondsOf(async () => {
    for (const batch of batchesOf(year)) await tables.fold(batch)
    await tables.show()
  })
  printFigure('the year, folded and indexed', `${seconds.toFixed(0)} s`)
}

function* batchesOf(year: Year & { readonly silences: number }): Generator<Recorded[]> {
  for (let from = 0; from < year.alarms; from += 2_000) {
    const until = Math.min(from + 2_000, year.alarms)
    const batch: Recorded<NotifyEvent>[] = []
    for (let alarm = from; alarm < until; alarm += 1) batch.push(...eventsOf(alarm, year))
    yield batch
  }
  for (let from = 0; from < year.silences; from += 2_000) {
    const batch: Recorded<NotifyEvent>[] = []
    for (let one = from; one < Math.min(from + 2_000, year.silences); one += 1)
      batch.push(...silencesOf(one, year))
    yield batch
  }
}

async function printSizes(tables: Tables): Promise<void> {
  for (const [name, { rows, bytes }] of await tables.sizes())
    printFigure(name, `${rows} rows, ${Math.round(bytes / 1e6)} MB with indexes`)
}

interface Measuring {
  readonly year: Year
  readonly rounds: number
}

async function measureLists({ host, rows }: Tables, { year, rounds }: Measuring): Promise<void> {
  const routes = [alarmRoutes, noticeRoutes, muteRoutes, windowRoutes, channelRoutes]
  const lists = routes.flatMap(of => of(host)).filter(({ path }) => !path.includes('{'))
  const worst: number[] = []
  const measure = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    const millis: number[] = []
    for (let round = -2; round < rounds; round += 1) {
      const seconds = await secondsOf(work)
      if (round >= 0) millis.push(seconds * 1_000)
    }
    worst.push(median(millis))
    const p95 = quantile(millis, 0.95).toFixed(1)
    printFigure(what, `p50 ${median(millis).toFixed(1)} ms, p95 ${p95} ms`)
  }
  for (const list of lists)
    for (const [words, query, seen] of queriesOf(list.path, year))
      await measure(`${list.path.slice(8)} ${words}`, () => call(list, query, seen))
  for (const [words, name, query] of asked(year))
    await measure(`${name}, ${words}`, () => rows(name, query))
  printFigure('the slowest of them, p50', `${Math.max(...worst).toFixed(1)} ms`)
}

type Listed = readonly [words: string, query: object, boards: readonly string[] | null]

/** Each filter by itself, and together. */
function queriesOf(path: string, { alarms }: Year): readonly Listed[] {
  const [one, other] = [idOf('board 7'), idOf('board 8')]
  const filters: Readonly<Record<string, readonly object[]>> = {
    '/api/v1/alarms': [
      ...[{ state: 'raised' }, { state: 'cleared' }, { kind: 'disk' }, { kind: 'heat' }],
      ...[{ board_id: one }, { state: 'raised', kind: 'disk' }, { state: 'cleared', kind: 'heat' }],
      ...[
        { state: 'raised', board_id: one },
        { kind: 'disk', board_id: one },
      ],
      { state: 'cleared', kind: 'disk', board_id: one },
    ],
    '/api/v1/notifications': [
      ...[{ alarm_id: idOf(`alarm ${Math.floor(alarms / 2)}`) }, { settled: true }],
      ...[{ settled: false }, { settled: false, alarm_id: idOf(`alarm ${alarms - 1}`) }],
    ],
    '/api/v1/mutes': [{ in_force: true }],
    '/api/v1/windows': [{ in_force: true }],
  }
  return [
    ['', {}, null],
    ...(filters[path] ?? []).map(query => [wordsOf(query), query, null] as const),
    ...[[one], [one, other]].map(seen => [`seen of ${seen.length} boards`, {}, seen] as const),
  ]
}

function wordsOf(query: object): string {
  return Object.entries(query)
    .map(([name, value]) => (name.endsWith('_id') ? name : `${name}=${value}`))
    .join(' ')
}

function call(route: Route, query: object, boards: readonly string[] | null): Promise<unknown> {
  const actor = { kind: 'person', id: 'ann' }
  const caller = { actor, scopes: ['read'], boards }
  return route.handle({ params: {}, payload: {}, query: { limit: 50, ...query }, caller } as never)
}

async function measureForgetting(tables: Tables, keepDays: number): Promise<void> {
  const config = Joi.attempt({ keepFor: `${keepDays}d` }, notifyConfig)
  let events = 0
  const append = async (event: NotifyEvent): Promise<object> => {
    events += 1
    const at = new Date()
    const place = { id: '', stream: 'bench', revision: 0n, position: 0n, metadata: {} }
    await tables.fold([{ ...event, ...place, receivedAt: at, recordedAt: at }])
    return {}
  }
  const forgets = { alarms: 'AlarmForgotten', mutes: 'MuteForgotten', windows: 'WindowForgotten' }
  const host = {
    ...{ config, clock: systemClock, isHeld: () => false, rows: tables.rows, all: tables.rows },
    observe: ({ event }: { event: NotifyEvent }) => append(event),
    execute: (_: unknown, { command }: { command: object }) => {
      const key = Object.keys(command).find(name => name.endsWith('Id')) ?? ''
      const type = `notify.${forgets[`${key.slice(0, -2)}s` as keyof typeof forgets]}`
      return append({ type, data: { [key]: Reflect.get(command, key) } } as NotifyEvent)
    },
  } as unknown as Host<NotifyConfig, NotifyEvent>
  const run = () => createForgetSweep(host).run(new AbortController().signal)
  const seconds = await secondsOf(run)
  printFigure(`older than ${keepDays} days, forgotten`, `${seconds.toFixed(0)} s, ${events} events`)
  printFigure('looked for again', `${((await secondsOf(run)) * 1_000).toFixed(0)} ms`)
  await printSizes(tables)
}
