import { END, EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { X509Certificate } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import t, { type Test } from 'tap'
import { loadLedgerAccess, type LedgerAccess } from '../../core/embedded/ledger-access.ts'
import { createLedger } from '../../core/ledger/eventstoredb.ts'
import { createLedgerNode } from '../../ledger-node/ledger-node.ts'
import { createTestDatabase } from '../support/postgres.ts'
import {
  appendEvent,
  appendOptions,
  batchAppend,
  connectRaw,
  statusOf,
} from '../support/raw-ledger.ts'
import { silentLog } from '../support/silent-log.ts'

const unauthenticated = '16'

async function createFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-access-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function start(t: Test): Promise<{ readonly port: number; readonly access: LedgerAccess }> {
  const access = await loadLedgerAccess(await createFolder(t))
  const { credential, tls } = access
  const databaseUrl = await createTestDatabase(t, 'ledger')
  const node = createLedgerNode({ databaseUrl, port: 0, log: silentLog, credential, tls })
  t.teardown(() => node.stop())
  return { ...(await node.start()), access }
}

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

t.test('no call is taken without the credential, or with another', async t => {
  const { port, access } = await start(t)
  const { user, secret } = access.credential
  const raw = connectRaw(t, `http://127.0.0.1:${port}`)
  for (const authorization of [
    undefined,
    '',
    'Basic',
    basic(''),
    basic(user),
    basic(`${user}:`),
    basic(`${user}:${secret.slice(1)}`),
    basic(`${user}:${secret} `),
    basic(`admin:${secret}`),
    basic('admin:changeit'),
    `Bearer ${secret}`,
  ])
    for (const method of ['Read', 'Append', 'Delete', 'Tombstone', 'BatchAppend']) {
      const call = raw.call(method, authorization === undefined ? {} : { authorization })
      const status = statusOf(call)
      call.end(method === 'BatchAppend' ? batchAppend('s', 1) : appendOptions('s'))
      t.equal(await status, unauthenticated, `${method} with ${authorization}`)
    }
  const call = raw.call('Append', { authorization: basic(`${user}:${secret}`) })
  const status = statusOf(call)
  call.end(Buffer.concat([appendOptions('s'), appendEvent()]))
  t.equal(await status, '0')
})

t.test('the official client gets in over TLS alone, with the credential', async t => {
  const { port, access } = await start(t)
  const { credential, certFile } = access
  const connect = (userInfo: string, query: string): EventStoreDBClient => {
    const url = `esdb://${userInfo}127.0.0.1:${port}?${query}`
    const client = EventStoreDBClient.connectionString(url)
    t.teardown(() => client.dispose())
    return client
  }
  const append = async (client: EventStoreDBClient): Promise<boolean> =>
    (await client.appendToStream('s', jsonEvent({ type: 't', data: {} }))).success
  const own = `${credential.user}:${credential.secret}@`
  const tls = `tls=true&tlsCAFile=${certFile}`
  t.ok(await append(connect(own, tls)))
  const read = connect(own, tls).readAll({ direction: 'backwards', fromPosition: END, maxCount: 1 })
  for await (const { event } of read) t.equal(event?.type, 't')
  for (const client of [
    connect('', tls),
    connect('admin:changeit@', tls),
    connect(own, 'tls=false'),
  ])
    await t.rejects(append(client), { code: 16 })
})

t.test('the ledger port names the credential of its URL on a plain connection', async t => {
  const { port, access } = await start(t)
  const { user, secret } = access.credential
  const open = (userInfo: string): ReturnType<typeof createLedger> => {
    const ledger = createLedger({
      url: `esdb://${userInfo}127.0.0.1:${port}?tls=false`,
      log: silentLog,
    })
    t.teardown(() => ledger.close())
    return ledger
  }
  const event = { id: crypto.randomUUID(), type: 'x.Y', data: {}, metadata: {} }
  const ledger = open(`${user}:${secret}@`)
  t.equal((await ledger.append('s', [event])).revision, 0n)
  t.equal(await ledger.head(), 1n)
  await ledger.limit('s', { maxCount: 3 })
  for (const userInfo of ['', `${user}:wrong@`])
    await t.rejects(open(userInfo).append('s', [event]), { code: 'DECKLOG_LEDGER_REFUSED' })
})

t.test('secret and key are kept, are for their owner alone, and outlast a restart', async t => {
  const folder = await createFolder(t)
  const first = await loadLedgerAccess(folder)
  t.equal(first.credential.secret.length, 43)
  for (const path of [first.secretFile, join(folder, 'ledger', 'key.pem')])
    t.equal((await stat(path)).mode & 0o777, 0o600)
  const again = await loadLedgerAccess(folder)
  t.equal(again.credential.secret, first.credential.secret)
  t.equal(again.tls.cert.trim(), first.tls.cert.trim())
  const other = await loadLedgerAccess(folder, 'ledger.example')
  t.not(other.tls.cert.trim(), first.tls.cert.trim(), 'another name needs another certificate')
  t.equal(other.credential.secret, first.credential.secret)
  t.not((await loadLedgerAccess(await createFolder(t))).credential.secret, first.credential.secret)
})

t.test(
  'a key without its certificate, as a start that was cut short leaves it, is made anew with it',
  async t => {
    const [folder, elsewhere] = [await createFolder(t), await createFolder(t)]
    const { certFile } = await loadLedgerAccess(folder)
    const other = await loadLedgerAccess(elsewhere)
    for (const key of [other.tls.key, 'no key']) {
      await writeFile(join(folder, 'ledger', 'key.pem'), key)
      const { tls } = await loadLedgerAccess(folder)
      t.doesNotThrow(() => createSecureContext(tls))
      t.equal((await readFile(certFile, 'utf8')).trim(), tls.cert.trim())
    }
  },
)

t.test('the certificate is for this machine, and is its own issuer', async t => {
  const { tls, certFile } = await loadLedgerAccess(await createFolder(t), 'fe80::1')
  const certificate = new X509Certificate(await readFile(certFile))
  for (const address of ['127.0.0.1', '::1', 'fe80::1']) t.ok(certificate.checkIP(address), address)
  t.ok(certificate.checkHost('localhost'))
  t.notOk(certificate.checkHost('example.org'))
  t.ok(certificate.checkIssued(certificate))
  t.ok(certificate.verify(certificate.publicKey))
  t.match(tls.key, /^-----BEGIN PRIVATE KEY-----/)
})
