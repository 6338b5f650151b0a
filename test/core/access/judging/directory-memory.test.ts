import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { createAccess } from '../../../../core/access/judging/access.ts'
import { createDirectoryMemory } from '../../../../core/access/judging/directory-memory.ts'
import {
  accessEvents,
  accessEventSource,
  directoryNoted,
  directoryStream,
  foldVersion,
} from '../../../../core/access/tokens/events.ts'
import {
  createTokenCommands,
  type NewToken,
} from '../../../../core/access/tokens/token-commands.ts'
import { createTokenKeys } from '../../../../core/access/judging/token-keys.ts'
import { systemClock as clock } from '../../../../core/clock.ts'
import { createCommandHandler } from '../../../../core/commanding/command-handler.ts'
import { createEventCatalog } from '../../../../core/events/event-catalog.ts'
import { createLedger } from '../../../../core/ledger/eventstoredb.ts'
import type { SubscribeOptions } from '../../../../core/ledger/ledger.ts'
import { createStreamLimiter } from '../../../../core/ledger/stream-limiter.ts'
import { createTestLedgerUrl } from '../../../support/ledger.ts'
import { silentLog as log } from '../../../support/silent-log.ts'
import { until } from '../../../support/until.ts'

const keys = createTokenKeys(['key of the tokens of these tests, 32'])
const system = { kind: 'system', id: 'test' } as const

/** The access part of a process, and from where it followed the ledger. */
async function createProcess(t: Test, url: string) {
  const real = createLedger({ url, log })
  const followed: SubscribeOptions['after'][] = []
  const ledger = {
    ...real,
    subscribe: (options: SubscribeOptions) => {
      followed.push(options.after)
      return real.subscribe(options)
    },
  }
  const catalog = createEventCatalog([accessEventSource])
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const parts = { ledger, catalog, keys, limiter, clock, log, machine: 'test' }
  const memory = createDirectoryMemory(parts)
  const access = createAccess({ ledger, decode: catalog.decode, keys, clock, log, memory })
  const handler = createCommandHandler(parts)
  const commands = createTokenCommands({
    execute: (decider, request) => handler.execute('access', decider, request),
    ...{ access, keys, clock },
  })
  t.teardown(async () => {
    await access.stop()
    await real.close()
  })
  await access.start(AbortSignal.timeout(20_000))
  const create = async () => {
    const token: NewToken = {
      ...({
        name: 'token',
        kind: 'service',
        scopes: ['read'],
        boards: ['b1b1b1b1-0000-4000-8000-000000000001'],
      } as const),
      ...({ expiresAt: '2999-01-01T00:00:00.000Z', source: 'cli' } as const),
    }
    const { token: made, secret } = await commands.create(token, { actor: system })
    return { tokenId: made.tokenId, secret: secret ?? '' }
  }
  const note = async () =>
    memory.note({ position: await real.head(), tokens: access.tokens(), boundSince: null })
  return { ledger: real, memory, access, commands, followed, create, note }
}

t.test('knows all tokens from the note and what came after it', async t => {
  const url = await createTestLedgerUrl(t)
  const first = await createProcess(t, url)
  const kept = await first.create()
  const rotated = await first.create()
  const revoked = await first.create()
  const fresh = await first.commands.rotate(rotated.tokenId, 3_600, { actor: system })
  await first.commands.revoke(revoked.tokenId, 'test', { actor: system })
  await first.note()
  const later = await first.create()
  await first.commands.revoke(kept.tokenId, 'after the note', { actor: system })

  const second = await createProcess(t, url)
  t.type(second.followed[0], 'bigint', 'it did not start from the beginning')
  t.strictSame(
    new Map(second.access.tokens().map(token => [token.tokenId, token])),
    new Map(first.access.tokens().map(token => [token.tokenId, token])),
  )
  const opens = (secret: string | null) => second.access.authenticate(secret ?? '') !== undefined
  t.ok(opens(rotated.secret), 'the secret before the last is good for an hour')
  t.ok(opens(fresh.secret))
  t.ok(opens(later.secret))
  t.notOk(opens(revoked.secret))
  t.notOk(opens(kept.secret), 'revoked after the note')
})

t.test('folds everything when the note cannot be used', async t => {
  const url = await createTestLedgerUrl(t)
  const first = await createProcess(t, url)
  const { secret } = await first.create()
  const notes = [
    { foldVersion: foldVersion + 1, position: '999999999', tokens: [] },
    { foldVersion, position: '999999999', tokens: [{ tokenId: 'broken' }] },
    { anything: true },
    {
      ...{ foldVersion, position: '999999999', boundSince: null, tokens: [] },
      signature: '0'.repeat(64),
    },
  ]
  for (const data of notes) {
    await first.ledger.append(directoryStream, [
      { id: randomUUID(), type: 'access.DirectoryNoted', data, metadata: { schemaVersion: '1' } },
    ])
    const second = await createProcess(t, url)
    t.equal(second.followed[0], 'start')
    t.ok(second.access.authenticate(secret))
  }
})

t.test('takes a note once the ledger has grown', async t => {
  const { ledger, memory, create } = await createProcess(t, await createTestLedgerUrl(t))
  const { tokenId } = await create()
  const before = await ledger.head()
  const noise = () => ({ id: randomUUID(), type: 'test.Noise', data: {}, metadata: {} })
  const stream = `noise-${randomUUID()}`
  for (let count = 0; count < 22_000; count += 1_000)
    await ledger.append(stream, Array.from({ length: 1_000 }, noise))
  await until('a note was taken', async () => {
    const { position } = (await memory.recall()) ?? { position: 0n }
    return position > before
  })
  const noted = await memory.recall()
  t.ok(noted?.tokens.some(token => token.tokenId === tokenId))
})

t.test('declares the note as every event is declared', async t => {
  const { error } = directoryNoted.data.validate(directoryNoted.example, { convert: false })
  t.equal(error, undefined)
  t.notOk(Object.hasOwn(accessEvents, 'access.DirectoryNoted'), 'it is no fact about a token')
})
