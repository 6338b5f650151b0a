import { Client, credentials, type ServiceError } from '@grpc/grpc-js'
import messages from '@eventstore/db-client/generated/streams_pb.js'
import { randomUUID } from 'node:crypto'
import type { Test } from 'tap'
import { createLedgerClient } from '../../support/ledger-client.ts'
import { until } from '../../support/until.ts'
import { wireMessage, type WireField } from '../../support/wire-message.ts'

const service = '/event_store.client.streams.Streams'
const nothing = Buffer.alloc(0)
const asBytes = (bytes: Buffer): Buffer => bytes

/** What other clients than the official one send, and what none should. */
export async function protocolContract(t: Test, url: string): Promise<void> {
  const client = new Client(new URL(url).host, credentials.createInsecure())
  t.teardown(() => client.close())

  await t.test('takes an append only as its options and then its events', async t => {
    const { stream, revisions } = createLedgerClient(t, url)
    const named = (name: string) => options([1, [[3, name]]], [4, nothing])
    const event = wireMessage([2, proposed()])
    const name = stream()
    t.equal(await append(client, named(name), event, event), 'done')
    t.equal(await revisions(name), '0 1')
    for (const frames of [
      [],
      [event],
      [named(name), named(name)],
      [named(name), nothing],
      [Buffer.concat([named(name), event])],
    ])
      t.equal(await append(client, ...frames), '2')
    t.equal(await append(client, options([1, [[3, name]]]), event), '3', 'nothing is expected')
    t.equal(await revisions(name), '0 1')
  })

  await t.test('reads ids in every way in which .NET writes them', async t => {
    const { stream, revisions } = createLedgerClient(t, url)
    const name = stream()
    const id = randomUUID()
    const ways = [id, id.toUpperCase(), `{${id}}`, `(${id})`, ` ${id}`, id.replaceAll('-', '')]
    const head = options([1, [[3, name]]], [4, nothing])
    for (const way of ways)
      t.equal(await append(client, head, wireMessage([2, proposed(way)])), 'done', way)
    t.equal(await revisions(name), '0', 'they are one id')
    for (const way of ['', 'x', `{${id}`, '00000000-0000-0000-0000-000000000000'])
      t.equal(await append(client, head, wireMessage([2, proposed(way)])), '2', way)
  })

  await t.test('makes an append of a batch whole out of its messages', async t => {
    const { stream, revisions } = createLedgerClient(t, url)
    const [name, other] = [stream(), stream()]
    const id = randomUUID()
    const asText: WireField = [1, [[2, id]]]
    const answers = await batch(client, 2, [
      wireMessage(asText, batchOptions(name, [4, nothing]), [3, proposed()]),
      wireMessage(
        [1, structured(id)],
        [3, proposed()],
        [3, [[1, [[2, 'no id']]]]],
        batchOptions(other, [4, nothing]),
      ),
      wireMessage(asText, [3, proposed()], [4, 1]),
    ])
    t.strictSame(answers, ['BadRequest 3', 'success 2'], 'but for the event that was refused')
    t.equal(await revisions(name), '0 1 2')
    t.equal(await revisions(other), 'stream-not-found')
  })

  await t.test('says why an append of a batch was not written', async t => {
    const { client: official, seeded, stream } = createLedgerClient(t, url)
    const gone = await seeded(1)
    await official.tombstoneStream(gone)
    const whole = (name: string, ...rest: readonly WireField[]) =>
      wireMessage([1, [[2, randomUUID()]]], batchOptions(name, ...rest), [3, proposed()], [4, 1])
    const one = async (frame: Buffer) => (await batch(client, 1, [frame]))[0]
    t.equal(await one(whole(stream(), [2, 5])), 'WrongExpectedVersion 6')
    t.equal(await one(whole(gone, [4, nothing])), 'StreamDeleted 5')
    t.equal(await one(whole(stream(), [4, nothing], [7, [[1, -1]]])), 'Timeout 4')
    t.equal(await one(whole(stream(), [4, nothing], [6, [[1, 1]]])), 'Timeout 4')
    t.equal(await one(whole(stream(), [4, nothing], [7, [[2, 2e9]]])), 'BadRequest 3')
    t.equal(await one(whole(stream())), 'BadRequest 3')
    t.equal(await one(whole('', [4, nothing])), 'BadRequest 3')
    const large = [3, [...proposed(), [4, Buffer.alloc(1024 * 1024 + 1)]]] as const
    const start = [[1, [[2, randomUUID()]]], batchOptions(stream(), [4, nothing])] as const
    t.equal(await one(wireMessage(...start, large)), 'MaximumAppendSizeExceeded 3')
    t.equal(
      await one(wireMessage(...start, [3, proposed()])),
      'Timeout 4',
      'it never becomes whole',
    )
  })

  await t.test('says where a stream begins and ends when it is asked', async t => {
    const { client: official, seeded } = createLedgerClient(t, url)
    const stream = await seeded(5)
    await official.setStreamMetadata(stream, { truncateBefore: 3 })
    const read = (count: number, ...rest: readonly WireField[]) =>
      kinds(
        client,
        [
          1,
          [
            [1, [[3, stream]]],
            [3, nothing],
          ],
        ],
        [5, count],
        [8, nothing],
        ...rest,
      )
    const told: WireField = [10, [[1, 1]]]
    t.strictSame(await read(9, told), ['event', 'event', 'last 4'])
    t.strictSame(await read(2, told), ['first 3', 'event', 'event', 'last 4'])
    t.strictSame(await read(9), ['event', 'event'])
    const beyond: WireField = [
      1,
      [
        [1, [[3, stream]]],
        [2, 9],
      ],
    ]
    const ahead = kinds(client, beyond, [5, 1], [8, nothing], told)
    t.strictSame(await ahead, ['first 5', 'last 4'])
  })

  await t.test('refuses a read that does not say all', async t => {
    const stream: WireField = [
      1,
      [
        [1, [[3, createLedgerClient(t, url).stream()]]],
        [3, nothing],
      ],
    ]
    const all: WireField = [2, [[2, nothing]]]
    const count: WireField = [5, 1]
    const unfiltered: WireField = [8, nothing]
    const filter = (...fields: readonly WireField[]): WireField => [7, fields]
    t.strictSame(await kinds(client, stream, count, unfiltered), ['not found'])
    for (const fields of [
      [count, unfiltered],
      [stream, unfiltered],
      [stream, count],
      [stream, count, filter([1, [[1, 'x']]], [4, nothing])],
      [all, count, filter([4, nothing])],
      [all, count, filter([1, [[1, 'x']]])],
      [all, [6, nothing], [3, 1], unfiltered],
    ] as const)
      t.strictSame(await kinds(client, ...fields), ['3'])
    t.strictSame(await kinds(client, [1, [[1, [[3, 'x']]]]], count, unfiltered), ['2'])
    t.strictSame(
      await kinds(
        client,
        [
          1,
          [
            [1, [[3, 'x']]],
            [2, 2n ** 63n],
          ],
        ],
        count,
        unfiltered,
      ),
      ['2'],
    )
    t.strictSame(
      await kinds(
        client,
        [
          2,
          [
            [
              1,
              [
                [1, 1],
                [2, 2],
              ],
            ],
          ],
        ],
        count,
        unfiltered,
      ),
      ['2'],
    )
  })
}

function options(...fields: readonly WireField[]): Buffer {
  return wireMessage([1, fields])
}

function batchOptions(stream: string, ...rest: readonly WireField[]): WireField {
  return [2, [[1, [[3, stream]]], ...rest]]
}

function proposed(id: string = randomUUID()): readonly WireField[] {
  const entries = { type: 't', 'content-type': 'application/json' }
  return [
    [1, [[2, id]]],
    ...Object.entries(entries).map(([key, value]): WireField => [
      2,
      [
        [1, key],
        [2, value],
      ],
    ]),
  ]
}

function structured(id: string): readonly WireField[] {
  const digits = id.replaceAll('-', '')
  const halves = [digits.slice(0, 16), digits.slice(16)].map(half => BigInt(`0x${half}`))
  return [[1, halves.map((half, i): WireField => [i + 1, half])]]
}

function append(client: Client, ...frames: readonly Buffer[]): Promise<string> {
  return new Promise(resolve => {
    const done = (error: ServiceError | null): void => resolve(error ? String(error.code) : 'done')
    const call = client.makeClientStreamRequest(`${service}/Append`, asBytes, asBytes, done)
    call.on('error', () => undefined)
    for (const frame of frames) call.write(frame)
    call.end()
  })
}

/** Sends these messages, and answers how the first `count` answers read. */
async function batch(client: Client, count: number, frames: readonly Buffer[]): Promise<string[]> {
  const answers: string[] = []
  const call = client.makeBidiStreamRequest(`${service}/BatchAppend`, asBytes, asBytes)
  call.on('error', () => undefined)
  call.on('data', (bytes: Buffer) => {
    const answer = messages.BatchAppendResp.deserializeBinary(bytes)
    const error = answer.getError()
    answers.push(
      error
        ? `${error.getMessage()} ${error.getCode()}`
        : `success ${answer.getSuccess()?.getCurrentRevision()}`,
    )
  })
  for (const frame of frames) call.write(frame)
  await until(`${count} answers have come`, () => answers.length >= count)
  call.cancel()
  return answers
}

/** Of what kinds the messages of a read are, or its status. */
async function kinds(client: Client, ...fields: readonly WireField[]): Promise<string[]> {
  const request = options(...fields, [9, [[2, nothing]]])
  const call = client.makeServerStreamRequest(`${service}/Read`, asBytes, asBytes, request)
  const seen: string[] = []
  try {
    for await (const bytes of call) {
      const answer = messages.ReadResp.deserializeBinary(bytes)
      if (answer.hasEvent()) seen.push('event')
      else if (answer.hasStreamNotFound()) seen.push('not found')
      else if (answer.hasFirstStreamPosition())
        seen.push(`first ${answer.getFirstStreamPosition()}`)
      else seen.push(`last ${answer.getLastStreamPosition()}`)
    }
  } catch (error) {
    return [String(error instanceof Error && 'code' in error ? error.code : error)]
  }
  return seen
}
