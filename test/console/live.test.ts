import t, { type Test } from 'tap'
import { createStreamParser } from '../../frontend/api/event-stream.ts'
import { Live, type StreamRequest } from '../../frontend/api/live.ts'

/** A server of event streams that a test answers for, at a time that it moves. */
function createStage(t: Test) {
  const opened: (StreamRequest & { say(text: string): void; cut(): void })[] = []
  const due: { atMs: number; work: () => void }[] = []
  let nowMs = 1_000_000
  let answer: 'stream' | 'refusal' | 'failure' = 'stream'

  const later = (work: () => void, ms: number): (() => void) => {
    const entry = { atMs: nowMs + ms, work }
    due.push(entry)
    return () => void (due.includes(entry) && due.splice(due.indexOf(entry), 1))
  }
  const open = async (request: StreamRequest): Promise<Response> => {
    if (answer === 'failure') throw new TypeError('Failed to fetch')
    if (answer === 'refusal') return new Response('', { status: 403 })
    const encoder = new TextEncoder()
    let control: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({ start: given => void (control = given) })
    request.signal.addEventListener('abort', () => control?.error(new Error('aborted')))
    opened.push({
      ...request,
      say: text => control?.enqueue(encoder.encode(text)),
      cut: () => control?.error(new Error('cut')),
    })
    return new Response(body)
  }
  const settle = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
  const pass = async (ms: number): Promise<void> => {
    const end = nowMs + ms
    for (;;) {
      await settle()
      const [next] = [...due].sort((a, b) => a.atMs - b.atMs).filter(({ atMs }) => atMs <= end)
      if (!next) break
      due.splice(due.indexOf(next), 1)
      nowMs = next.atMs
      next.work()
    }
    nowMs = end
    await settle()
  }
  const live = new Live({ open, later, now: () => nowMs })
  t.teardown(() => live.stop())
  return { live, opened, pass, answerWith: (next: typeof answer) => void (answer = next) }
}

const hint = (topic: string, key: string | null, id = 'c1'): string =>
  `id: ${id}\ndata: ${JSON.stringify({ topic, key, position: '7' })}\n\n`

t.test('one stream carries every topic that somebody listens to', async t => {
  const { live, opened, pass } = createStage(t)
  const heard: (string | null)[] = []
  live.on('alarms', key => heard.push(key))
  live.on('disk-status', key => heard.push(key))
  await pass(1_000)
  t.equal(opened.length, 0, 'not before somebody is signed in')
  live.start()
  await pass(100)
  t.strictSame(
    opened.map(({ topics }) => topics),
    [['alarms', 'disk-status']],
  )
  t.equal(live.state.value.kind, 'live')
  t.strictSame(heard.splice(0), [null, null], 'what changed before it was open is read once more')
  opened[0]?.say(hint('alarms', 'a1'))
  opened[0]?.say(hint('disk-status', 'd1') + hint('boards', 'b1'))
  await pass(0)
  t.strictSame(heard, ['a1', 'd1'])
})

t.test('a further topic opens it anew, where it was', async t => {
  const { live, opened, pass } = createStage(t)
  live.on('alarms', () => undefined)
  live.start()
  await pass(100)
  opened[0]?.say(hint('alarms', 'a1', 'cursor-7'))
  live.on('mutes', () => undefined)
  live.on('notices', () => undefined)
  await pass(100)
  t.equal(opened.length, 2)
  t.match(opened[1], { topics: ['alarms', 'mutes', 'notices'], lastEventId: 'cursor-7' })
  t.ok(opened[0]?.signal.aborted)
  t.equal(live.state.value.kind, 'live')
  const deaf = live.on('alarms', () => undefined)
  deaf()
  await pass(100)
  t.equal(opened.length, 2, 'a topic that is there already opens nothing')
})

t.test('a lost stream comes back by itself, says since when it was lost, and goes on', async t => {
  const { live, opened, pass, answerWith } = createStage(t)
  const heard: (string | null)[] = []
  live.on('alarms', key => heard.push(key))
  live.start()
  await pass(100)
  opened[0]?.say(hint('alarms', 'a1', 'cursor-8'))
  await pass(500)
  const lastWord = live.state.value.since
  answerWith('failure')
  opened[0]?.cut()
  await pass(4_000)
  t.equal(live.state.value.kind, 'lost')
  const { since } = live.state.value
  t.ok(since >= lastWord)
  answerWith('stream')
  await pass(5_000)
  t.match(live.state.value, { kind: 'live', wasLostSince: since })
  t.equal(opened.at(-1)?.lastEventId, 'cursor-8')
  await pass(15_000)
  t.match(live.state.value, { kind: 'live' })
  t.equal(live.state.value.wasLostSince, undefined, 'its return is news for a while only')
  t.strictSame(heard, [null, 'a1'], 'what it missed is told by the server')
})

t.test('a stream that falls silent is stale, and then taken for lost', async t => {
  const { live, opened, pass } = createStage(t)
  live.on('alarms', () => undefined)
  live.start()
  await pass(100)
  await pass(15_000)
  opened[0]?.say(': keep-alive\n\n')
  await pass(16_000)
  t.equal(live.state.value.kind, 'live', 'a keep-alive is a word')
  await pass(6_000)
  t.equal(live.state.value.kind, 'stale')
  await pass(20_000)
  t.ok(opened[0]?.signal.aborted)
  t.equal(opened.length, 2)
  t.equal(live.state.value.kind, 'live')
})

t.test('a stream that ends, or breaks its own rules, is opened again', async t => {
  const { live, opened, pass } = createStage(t)
  live.on('alarms', () => undefined)
  live.start()
  await pass(100)
  opened[0]?.say('data: {"topic":\n\n')
  await pass(1_000)
  t.equal(opened.length, 2)
})

t.test('who may not have it is not asked for it for ever', async t => {
  const { live, opened, pass, answerWith } = createStage(t)
  answerWith('refusal')
  live.on('alarms', () => undefined)
  live.start()
  await pass(60_000)
  t.equal(live.state.value.kind, 'off')
  t.equal(opened.length, 0)
})

t.test(
  'nothing is taken once it is stopped, and all is read anew when it starts again',
  async t => {
    const { live, opened, pass } = createStage(t)
    const heard: (string | null)[] = []
    live.on('alarms', key => heard.push(key))
    live.start()
    await pass(100)
    live.stop()
    await pass(60_000)
    t.equal(opened.length, 1)
    t.equal(live.state.value.kind, 'off')
    live.start()
    await pass(100)
    t.equal(opened.at(-1)?.lastEventId, undefined)
    t.strictSame(heard, [null, null])
  },
)

t.test('a stream is read in pieces that end anywhere', async t => {
  const text = `retry: 1000\nid: c0\n\n: keep-alive\n\nevent: reset\r\nid: c1\r\ndata: {"topic":"a"}\r\n\r\ndata: one\ndata: two\n\ndata\n\n`
  for (const size of [1, 2, 3, 7, text.length]) {
    const messages: object[] = []
    const ids: string[] = []
    const parse = createStreamParser({
      message: message => messages.push(message),
      id: id => ids.push(id),
    })
    for (let at = 0; at < text.length; at += size) parse(text.slice(at, at + size))
    t.strictSame(
      messages,
      [
        { event: 'reset', data: '{"topic":"a"}' },
        { event: 'message', data: 'one\ntwo' },
        { event: 'message', data: '' },
      ],
      `in pieces of ${size}`,
    )
    t.strictSame(ids, ['c0', 'c1'])
  }
  const parse = createStreamParser({ message: () => undefined, id: () => undefined })
  t.throws(() => parse('data: '.padEnd(2_000_000, 'x')))
})
