import { jsonEvent, type AppendExpectedRevision } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import { createLedgerClient, errorType, outcome } from '../../support/ledger-client.ts'

const wrong = 'wrong-expected-version'

interface Retry {
  /** Appends before, a letter an event. */
  readonly history: readonly string[]
  readonly sent: string
  readonly expected: AppendExpectedRevision
  /** The revision answered, or the error. */
  readonly answer: string
  readonly stored: string
}

const retries: readonly Retry[] = [
  { history: ['A'], sent: 'A', expected: 'any', answer: '0', stored: 'A' },
  { history: ['A'], sent: 'A', expected: 'no_stream', answer: '0', stored: 'A' },
  { history: ['A'], sent: 'A', expected: 'stream_exists', answer: '0', stored: 'A' },
  { history: ['A', 'B', 'C'], sent: 'B', expected: 'any', answer: '1', stored: 'ABC' },
  { history: ['A', 'B', 'C'], sent: 'B', expected: 0n, answer: '1', stored: 'ABC' },
  { history: ['A', 'B', 'C'], sent: 'B', expected: 'no_stream', answer: wrong, stored: 'ABC' },
  { history: ['A', 'B'], sent: 'B', expected: 1n, answer: '2', stored: 'ABB' },
  { history: ['A', 'B', 'C'], sent: 'C', expected: 0n, answer: wrong, stored: 'ABC' },
  { history: ['A'], sent: 'A', expected: 5n, answer: wrong, stored: 'A' },
  { history: ['X', 'ABC'], sent: 'ABC', expected: 0n, answer: '3', stored: 'XABC' },
  { history: ['A', 'B', 'C'], sent: 'ABC', expected: 'any', answer: '2', stored: 'ABC' },
  { history: ['A', 'B', 'C'], sent: 'ABC', expected: 'no_stream', answer: '2', stored: 'ABC' },
  { history: ['ABCD'], sent: 'BC', expected: 'any', answer: '2', stored: 'ABCD' },
  { history: ['ABCD'], sent: 'BC', expected: 0n, answer: '2', stored: 'ABCD' },
  { history: ['AB'], sent: 'ABC', expected: 'any', answer: wrong, stored: 'AB' },
  { history: ['AB'], sent: 'ABC', expected: 'no_stream', answer: wrong, stored: 'AB' },
  { history: ['AB'], sent: 'BC', expected: 'stream_exists', answer: wrong, stored: 'AB' },
  { history: ['AB'], sent: 'CA', expected: 'any', answer: '3', stored: 'ABCA' },
  { history: ['AB'], sent: 'CA', expected: 1n, answer: '3', stored: 'ABCA' },
  { history: ['AB'], sent: 'ACB', expected: 'any', answer: wrong, stored: 'AB' },
  { history: ['ABC'], sent: 'CAB', expected: 'any', answer: '1', stored: 'ABC' },
  { history: ['ABC'], sent: 'AC', expected: 'any', answer: '2', stored: 'ABC' },
  { history: ['ABC'], sent: 'AC', expected: 'no_stream', answer: wrong, stored: 'ABC' },
  { history: [], sent: 'AA', expected: 'any', answer: '1', stored: 'AA' },
  { history: ['AA'], sent: 'AA', expected: 'any', answer: '0', stored: 'AA' },
  { history: ['AA'], sent: 'AA', expected: 'no_stream', answer: '1', stored: 'AA' },
]

/** Idempotency: what an append of known event ids answers and stores. */
export async function idempotencyContract(t: Test, url: string): Promise<void> {
  await t.test('knows events by their ids', async t => {
    for (const retry of retries) {
      const name = `${retry.history.join(',')} then ${retry.sent} at ${retry.expected}`
      t.strictSame(await run(t, url, retry), [retry.answer, retry.stored], name)
    }
  })

  await t.test('answers the position of the original', async t => {
    const { append, events, stream } = createLedgerClient(t, url)
    const into = stream()
    const block = events(3)
    const first = await append(into, block)
    await append(into, 2)
    t.strictSame(await append(into, block), first)
    t.strictSame(await append(into, block, 'no_stream'), first)
  })

  await t.test('looks at the id alone, in its stream alone', async t => {
    const { append, stream, client } = createLedgerClient(t, url)
    const [one, two] = [stream(), stream()]
    const id = randomUUID()
    await append(one, jsonEvent({ id, type: 'first', data: {} }))
    const again = await append(one, jsonEvent({ id: id.toUpperCase(), type: 'second', data: {} }))
    t.equal(again.nextExpectedRevision, 0n)
    await append(two, jsonEvent({ id, type: 'other', data: {} }))
    const types: (string | undefined)[] = []
    for (const name of [one, two])
      for await (const { event } of client.readStream(name)) types.push(event?.type)
    t.strictSame(types, ['first', 'other'])
  })

  await t.test('knows an id only in the stream that had it first, but for a revision', async t => {
    const { append, events, stream, revisions } = createLedgerClient(t, url)
    const [one, two] = [stream(), stream()]
    const block = events(2)
    await append(one, block)
    await append(two, block)
    t.equal((await append(one, block)).nextExpectedRevision, 1n)
    t.equal((await append(two, block, 'no_stream')).nextExpectedRevision, 1n)
    t.equal((await append(two, block, 'any')).nextExpectedRevision, 3n)
    t.equal(await revisions(one), '0 1')
    t.equal(await revisions(two), '0 1 2 3')
  })

  await t.test('knows events that can no longer be read, and answers no position', async t => {
    const { client, append, events, stream, revisions } = createLedgerClient(t, url)
    const [truncated, deleted, tombstoned] = [stream(), stream(), stream()]
    const written = new Map([truncated, deleted, tombstoned].map(name => [name, events(1)]))
    const again = (into: string, expected: AppendExpectedRevision = 'any') =>
      append(into, written.get(into) ?? [], expected)
    for (const into of written.keys()) await again(into)
    await append(truncated, 2)
    await client.setStreamMetadata(truncated, { truncateBefore: 2 })
    await client.deleteStream(deleted)
    await client.tombstoneStream(tombstoned)
    for (const into of [truncated, deleted])
      for (const expected of ['any', 'no_stream'] as const) {
        const { nextExpectedRevision, position } = await again(into, expected)
        t.strictSame([nextExpectedRevision, position], [0n, undefined])
      }
    t.equal(await outcome(again(deleted, 'stream_exists')), 'stream-deleted')
    t.equal(await outcome(again(tombstoned)), 'stream-deleted')
    t.equal(await revisions(deleted), 'stream-not-found', 'it stays deleted')
  })

  await t.test('stores an event once that is sent many times at once', async t => {
    const { append, events, seeded, revisions } = createLedgerClient(t, url)
    const stream = await seeded(1)
    const event = events(1)
    // EventStoreDB may leave a repeat unanswered while the first is still under way.
    const all = Array.from({ length: 20 }, () => append(stream, event))
    t.ok((await Promise.allSettled(all)).some(({ status }) => status === 'fulfilled'))
    t.equal((await append(stream, event)).nextExpectedRevision, 1n)
    t.equal(await revisions(stream), '0 1')
  })
}

async function run(t: Test, url: string, retry: Retry): Promise<readonly [string, string]> {
  const { client, append, stream } = createLedgerClient(t, url)
  const into = stream()
  const ids = new Map([...'ABCDX'].map(letter => [letter, randomUUID()]))
  const make = (letters: string) =>
    [...letters].map(type => jsonEvent({ type, data: {}, id: ids.get(type) ?? '' }))
  for (const letters of retry.history) await append(into, make(letters))
  const answer = await append(into, make(retry.sent), retry.expected).then(
    result => String(result.nextExpectedRevision),
    errorType,
  )
  let stored = ''
  for await (const { event } of client.readStream(into)) stored += event?.type ?? '?'
  return [answer, stored]
}
