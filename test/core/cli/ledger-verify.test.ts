import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import pg from 'pg'
import t, { type Test } from 'tap'
import { runCommandLine } from '../../../core/cli/run-command-line.ts'
import { createLedgerNode } from '../../../ledger-node/ledger-node.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { silentLog } from '../../support/silent-log.ts'

interface Answer {
  readonly code: number
  readonly text: string
}

/** A ledger with the streams `one` (3 single events), `many` (an append of 3) and `gone` (tombstoned), and no node. */
async function createLedger(t: Test): Promise<string> {
  const databaseUrl = await createTestDatabase(t)
  const node = createLedgerNode({ databaseUrl, port: 0, log: silentLog })
  const { port } = await node.start()
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`)
  const event = (): ReturnType<typeof jsonEvent> => jsonEvent({ type: 't', data: {} })
  for (let i = 0; i < 3; i++) await client.appendToStream('one', event())
  await client.appendToStream('many', [event(), event(), event()])
  await client.appendToStream('gone', event())
  await client.tombstoneStream('gone')
  await client.dispose()
  await node.stop()
  return databaseUrl
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

async function verify(databaseUrl: string, ...options: readonly string[]): Promise<Answer> {
  let text = ''
  const print = (part: string): void => {
    text += part
  }
  const code = await runCommandLine({
    words: ['ledger', 'verify', ...options],
    env: { DECKLOG_DATABASE_URL: databaseUrl },
    cwd: '/',
    print,
    printError: print,
  })
  return { code, text }
}

t.test('finds nothing wrong in a ledger that nobody touched', async t => {
  const databaseUrl = await createLedger(t)
  t.strictSame(await verify(databaseUrl), {
    code: 0,
    text: 'The ledger is sound: 8 events in 3 streams, up to 8\n',
  })
  const { code, text } = await verify(databaseUrl, '--json')
  t.equal(code, 0)
  const wanted = { events: 8, streams: 3, position: '8', fault_count: 0, faults: [] }
  t.strictSame(JSON.parse(text), wanted)
})

const damages: Readonly<Record<string, readonly [sql: string, ...faults: readonly string[]]>> = {
  'an event that was removed': [
    'delete from ledger.appends where position = 2',
    'append at 3, stream one: it begins at revision 2 instead of 1 (revisions)',
    'ledger: 1 positions hold no event, but 0 events were scavenged (positions)',
  ],
  'the first event of a stream that was removed': [
    'delete from ledger.appends where position = 1',
    'append at 2, stream one: it begins at revision 1 instead of 0 (revisions)',
    'ledger: 1 positions hold no event, but 0 events were scavenged (positions)',
  ],
  'the head of a stream that was removed': [
    'delete from ledger.appends where position = 3',
    'ledger: 1 positions hold no event, but 0 events were scavenged (positions)',
  ],
  'a stream without events': [
    'delete from ledger.appends where position = 6',
    'stream many: none of its events is there (streams)',
    'ledger: 3 positions hold no event, but 0 events were scavenged (positions)',
  ],
  'a changed revision': [
    'update ledger.appends set revision = 9 where position = 3',
    'append at 3, stream one: it begins at revision 9 instead of 2 (revisions)',
    'append at 3, stream one: event 1 of it has the revision 2 instead of 9 (bodies)',
  ],
  'events at one position': [
    'update ledger.appends set position = 5 where position = 3',
    'append at 5, stream one: event 1 of it has the position 3 instead of 5 (bodies)',
    'append at 6, stream many: its events begin at 4, but the last one was at 5 (positions)',
    'ledger: 2 positions hold no event, but 0 events were scavenged (positions)',
  ],
  'an id that is not the event’s': [
    `update ledger.appends set first_id = '00000000-0000-4000-8000-000000000000' where position = 6`,
    'of it has the id',
    '(ids)',
  ],
  'ids that are missing': [
    'update ledger.appends set ids = substring(ids for 32) where position = 6',
    'append at 6, stream many: it records 2 ids for 3 events (ids)',
  ],
  'a count that is wrong': [
    'update ledger.appends set events = 2 where position = 6',
    'append at 6, stream many: its body holds 3 events instead of 2 (bodies)',
  ],
  'a damaged body': [
    'update ledger.appends set body = substring(body for 40) where position = 6',
    'append at 6, stream many: its body is damaged (bodies)',
  ],
  'a body with another byte': [
    `update ledger.appends set body = set_byte(body, octet_length(body) - 4, 57) where position = 3`,
    'append at 3, stream one: its body is not the one that was written (bodies)',
  ],
  'a digest that was taken away': [
    'update ledger.appends set digest = null where position = 3',
    'append at 3, stream one: it has no digest, although one before it has (bodies)',
  ],
  'an event of another stream': [
    'update ledger.appends set stream_id = 1, revision = 3 where position = 7',
    'append at 7, stream one: event 1 of it has the stream gone instead of one (bodies)',
  ],
  'a stream that is not listed': [
    `delete from ledger.streams where name = 'many'`,
    'append at 6: its stream 2 is not listed (streams)',
  ],
  'a stream under another digest': [
    `update ledger.streams set digest = gen_random_uuid() where name = 'many'`,
    'stream many: it is listed under a wrong digest (streams)',
  ],
  'an event after a tombstone': [
    `update ledger.appends set position = position + 10 where position = 7`,
    'append at 17, stream gone: it comes after the tombstone of its stream (revisions)',
  ],
  'scavenged events that were not': [
    `update ledger.streams set kept_from = 1 where name = 'one'`,
    'append at 1, stream one: it begins at revision 0 instead of 1 (revisions)',
    'ledger: 0 positions hold no event, but 1 events were scavenged (positions)',
  ],
  'a ledger that no node can take over': [
    'delete from ledger.node',
    'ledger: the row is missing by which nodes take the ledger over (node)',
  ],
}

for (const [damage, [sql, ...faults]] of Object.entries(damages))
  t.test(`names ${damage}`, async t => {
    const databaseUrl = await createLedger(t)
    await query(databaseUrl, sql)
    const { code, text } = await verify(databaseUrl)
    t.equal(code, 1)
    for (const fault of faults) t.match(text, fault)
  })

t.test('says as JSON what is wrong where', async t => {
  const databaseUrl = await createLedger(t)
  await query(databaseUrl, 'update ledger.appends set revision = 9 where position = 3')
  const { code, text } = await verify(databaseUrl, '--json')
  t.equal(code, 1)
  t.match(JSON.parse(text), {
    fault_count: 2,
    faults: [
      {
        check: 'revisions',
        stream: 'one',
        position: '3',
        text: 'it begins at revision 9 instead of 2',
      },
      { check: 'bodies', stream: 'one', position: '3' },
    ],
  })
})

t.test('does not verify data of a newer version', async t => {
  const databaseUrl = await createLedger(t)
  await query(
    databaseUrl,
    `insert into ledger_migrations (name, run_on) values ('9999_new', now())`,
  )
  const { code, text } = await verify(databaseUrl)
  t.equal(code, 2)
  t.match(text, 'DECKLOG_DATA_VERSION')
})
