import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import t, { type Test } from 'tap'
import { startHttpRuntime } from '../plugins/continuity/probing/runtimes.ts'
import { createHome, startDecklog, until, type DecklogProcess } from '../support/decklog-process.ts'

interface Beats {
  readonly results: readonly { readonly outcome: string; readonly event_id: string }[]
}

interface History {
  readonly events: readonly { readonly id: string; readonly type: string; readonly data: object }[]
}

const board = randomUUID()
const names = Array.from({ length: 20 }, (_, n) => `agent ${n}`)

/** Beats for all agents again and again, until the process is gone; the ids of what it acknowledged. */
async function beatUntilGone(app: DecklogProcess, acknowledged: Set<string>): Promise<void> {
  const heartbeats = names.map(name => ({ name, board_id: board }))
  for (;;) {
    const answer = await app.post('/api/v1/heartbeats', { heartbeats }).catch(() => undefined)
    if (answer?.status !== 200) return
    const { results } = answer.body as unknown as Beats
    for (const { outcome, event_id: id } of results)
      if (outcome === 'accepted') acknowledged.add(id)
  }
}

async function eventsOf(app: DecklogProcess, stream: string): Promise<History['events']> {
  const events: History['events'][number][] = []
  let query: string | undefined = '?limit=200'
  while (query !== undefined) {
    const { status, body, headers } = await app.get(`/api/v1/streams/${stream}${query}`)
    if (status === 404) return []
    events.push(...(body as unknown as History).events)
    query = /<(\?[^>]*)>/.exec(headers.get('link') ?? '')?.[1]
  }
  return events
}

async function losesRuntime(t: Test, app: DecklogProcess): Promise<void> {
  const runtime = await startHttpRuntime(t)
  const place = (url: string) =>
    app.put(`/api/v1/boards/${board}`, {
      ...{ name: 'Delivery', slug: 'delivery', runtime: { kind: 'http', url, every: '1s' } },
    })
  const looks = (wanted: object): Promise<void> =>
    until(async () => {
      const { body } = await app.get(`/api/v1/boards/${board}/agent-continuity`)
      return isDeepStrictEqual({ ...body, ...wanted }, body)
    }, 120_000)
  const recorded = async (): Promise<readonly string[]> =>
    (await eventsOf(app, `runtime-${board}`)).map(({ type }) => type)

  t.match(await place('http://10.0.0.1/'), {
    ...{ status: 422, body: { code: 'DECKLOG_ADDRESS_REFUSED' } },
  })
  t.equal((await place(runtime.url)).status, 200)
  await until(() => runtime.taken() > 0)
  await runtime.stop()
  await looks({ runtime_error: 'It refused the connection.' })
  await until(async () => (await recorded()).length === 1)
  await runtime.start()
  await looks({ runtime_error: null })
  await until(async () => (await recorded()).length === 2)
  t.strictSame(await recorded(), ['continuity.RuntimeLost', 'continuity.RuntimeRestored'])
}

t.test(
  'a process that is killed loses no beat that it acknowledged, and tells no change twice',
  async t => {
    const home = await createHome(t, {
      outboundAllow: ['127.0.0.0/8'],
      plugins: { continuity: { evaluateEvery: '1s' } },
    })
    const first = await startDecklog(t, home)
    await first.put(`/api/v1/boards/${board}`, { name: 'Delivery', slug: 'delivery' })
    const acknowledged = new Set<string>()
    const beating = Array.from({ length: 4 }, () => beatUntilGone(first, acknowledged))
    await until(() => acknowledged.size > 400, 120_000)
    await first.stop('SIGKILL')
    await Promise.all(beating)

    const second = await startDecklog(t, home)
    const kept = await eventsOf(second, `heartbeat-${board}`)
    const ids = new Set(kept.map(({ id }) => id))
    t.equal(ids.size, kept.length, 'none is there twice')
    t.strictSame(
      [...acknowledged].filter(id => !ids.has(id)),
      [],
      'none is missing',
    )
    const snapshot = `/api/v1/boards/${board}/agent-continuity`
    await until(async () => {
      const { counts } = (await second.get(snapshot)).body as { counts?: { alive: number } }
      return counts?.alive === names.length
    })
    const { agents } = (await second.get(snapshot)).body as { agents: { agent_id: string }[] }
    t.equal(agents.length, names.length, 'each name is one agent')
    for (const { agent_id: id } of agents.slice(0, 5)) {
      await until(async () => (await eventsOf(second, `agent-${id}`)).length > 0)
      t.match(await eventsOf(second, `agent-${id}`), [{ type: 'continuity.Changed' }])
      t.equal((await eventsOf(second, `agent-${id}`)).length, 1)
    }
    await t.test('a runtime that stops is one loss of its board', t => losesRuntime(t, second))
  },
)
