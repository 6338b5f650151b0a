import Joi from 'joi'
import t from 'tap'
import { createPast } from '../../../core/asof/past.ts'
import { type PastRows, preparing } from '../../../core/asof/past-rows.ts'
import type { HistoryKeeper } from '../../../core/asof/history-keeper.ts'
import { createPastClient, momentLines } from '../../../core/cli/past-client.ts'
import { version } from '../../../core/config/package-root.ts'
import { DecklogError, isDecklogError } from '../../../core/errors.ts'
import { toProblem } from '../../../core/http/answers/problem.ts'
import { type Call, defineRoute, type Route } from '../../../core/http/route.ts'
import { defineProjection } from '../../../core/projection.ts'
import type { ReadHost } from '../../../core/readmodel/read-host.ts'
import { readModelOf } from '../../../core/readmodel/read-model.ts'
import type { Database } from '../../../postgres/database.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

const now = new Date('2026-03-01T00:00:00Z')
const tanks = defineProjection<{ readonly level: number }, never>({
  name: 'tanks',
  version: 1,
  columns: { level: 'integer' },
  keys: () => [],
  on: {},
})
const model = readModelOf(tanks, 1)
const keeper: Pick<HistoryKeeper, 'progress'> = { progress: () => 7n }
const rows: PastRows = {
  ...{ model, base: undefined, rolled: [] },
  categories: {
    'tank.Read': ['tankReading'],
    'tank.Filled': ['tank'],
    'core.BarrierRaised': ['barrier'],
  },
}

const routeOver = (host: Pick<ReadHost, 'view' | 'query'> | undefined): Route =>
  defineRoute({
    ...{ method: 'GET', path: '/api/v1/tanks', scope: 'read', summary: 'Lists.', tags: ['tanks'] },
    response: Joi.object(),
    shows: ['tanks'],
    async handle() {
      await host?.query(`select level from ${host.view('tanks')}`)
      return { body: {}, headers: { link: '</api/v1/tanks?after=x>; rel="next"' } }
    },
  })

const readsOf = (at: Date, readPast: () => Promise<PastRows>) => {
  const client = { query: async () => ({ rows: [] }) }
  const database: Pick<Database, 'withClient'> = {
    withClient: work => work(client as never),
  }
  const past = createPast({
    ...{ database: database as Database, readPast, keeper: keeper as HistoryKeeper },
    modelOf: () => model,
    present: {
      ...{ clock: createFakeClock(now.toISOString()), machine: { name: 'm', root: '/' } },
      ...{ view: String, query: async () => [] },
    },
    findMoment: async () => ({ position: 9n, at }),
    catalog: {
      limitsOf: stream => (stream === 'tank-' ? undefined : { maxAgeSeconds: 86_400 }),
    },
    rebindOf: () => host => routeOver(host),
  })
  const call = { signal: new AbortController().signal } as Call
  return past.handle(routeOver(undefined), '9', call)
}

t.test('what the ledger keeps no longer is named, with its category and since when', async t => {
  const { headers } = await readsOf(new Date('2026-02-01T00:00:00Z'), async () => rows)
  t.equal(
    headers?.['decklog-missing'],
    'tank.Read of tankReading before 2026-02-28T00:00:00.000Z',
    'neither what is kept for ever, nor marks of its own',
  )
  t.equal(headers?.['decklog-as-of'], '2026-02-01T00:00:00.000Z')
  t.equal(headers?.['decklog-folded-by'], version)
})

t.test('where nothing has expired since, nothing is missing', async t => {
  const { headers } = await readsOf(new Date('2026-02-28T12:00:00Z'), async () => rows)
  t.equal(headers?.['decklog-missing'], undefined)
})

t.test('while it is made ready it answers 503, and when to ask again', async t => {
  const late = async (): Promise<PastRows> => {
    throw preparing({ keeper: keeper as HistoryKeeper }, model, 9n)
  }
  const error: unknown = await readsOf(now, late).catch((reason: unknown) => reason)
  t.ok(isDecklogError(error, 'DECKLOG_PAST_PREPARING'))
  const { problem, headers } = toProblem(error, 'r')
  t.equal(problem.status, 503)
  t.strictSame(problem['projections'], ['tanks'])
  t.match(headers, { 'retry-after': /^[1-9]/ })
})

const notYet = new DecklogError('DECKLOG_PAST_PREPARING', 'not yet', { retryAfterSeconds: 2 })

t.test('a command waits until it is ready, says so once, and asks for the same', async t => {
  const asked: string[] = []
  const told: string[] = []
  const api = {
    async get(path: string) {
      if (asked.push(path) < 4) throw notYet
      return { done: true }
    },
    ...{ post: t.fail, patch: t.fail, lines: t.fail as never },
  }
  const pauses: number[] = []
  const past = createPastClient(api as never, {
    asOf: '2026-02-01T00:00:00+01:00',
    waiting: () => void told.push('waiting'),
    pause: async ms => void pauses.push(ms),
  })
  t.strictSame(await past.get('/api/v1/tanks?limit=2'), { done: true })
  t.strictSame(
    new Set(asked),
    new Set(['/api/v1/tanks?limit=2&as_of=2026-02-01T00%3A00%3A00%2B01%3A00']),
  )
  t.strictSame([told, pauses.length], [['waiting'], 3])
})

t.test('what else goes wrong is told at once, and nothing is changed', async t => {
  const refused = new DecklogError('DECKLOG_FORBIDDEN', 'no')
  const get = (): Promise<never> => Promise.reject(refused)
  const posted: string[] = []
  const past = createPastClient(
    { get, post: async (path: string) => posted.push(path), patch: t.fail, lines: t.fail } as never,
    { asOf: '9', waiting: t.fail, pause: t.fail as never },
  )
  await t.rejects(past.get('/x'), { code: 'DECKLOG_FORBIDDEN' })
  await t.rejects(past.patch('/x', {}), { code: 'DECKLOG_VALIDATION' })
  t.throws(() => past.lines('/x', {}), { code: 'DECKLOG_VALIDATION' })
  await past.post('/api/v1/gates/disk', {})
  t.strictSame(posted, ['/api/v1/gates/disk?as_of=9'], 'what would write refuses the moment')
})

t.test('a command says of when an answer is, by whose folds, and what it may lack', async t => {
  const headers = new Headers({
    ...{ 'decklog-as-of': '2026-02-01T00:00:00.000Z', 'decklog-position': '9' },
    'decklog-missing': 'tank.Read of tankReading before 2026-02-28T00:00:00.000Z',
  })
  t.match(momentLines(headers), [/position 9, by the folds and rights of today/, /tank\.Read/])
  t.strictSame(momentLines(new Headers()), [])
})
