import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import t from 'tap'
import { createLeases } from '../../../../core/leases/lease-keeper.ts'
import { createOutbound } from '../../../../core/outbound/create-outbound.ts'
import { createPublisher, type Publisher } from '../../../../core/auditing/publishing/publisher.ts'
import {
  publishingDecider,
  type PublishingFound,
} from '../../../../core/auditing/publishing/publishing-events.ts'
import { parseTarget } from '../../../../core/auditing/publishing/targets.ts'
import {
  type Checkpoint,
  parseCheckpoint,
  parseCheckpoints,
  verifyCheckpoint,
} from '../../../../core/auditing/transparency/checkpoint.ts'
import { continues, emptyRoot } from '../../../../core/auditing/transparency/merkle.ts'
import {
  makeSignerKey,
  signatureLine,
  type SignerKey,
} from '../../../../core/auditing/transparency/note.ts'
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts'
import type { Teardown } from '../../../support/postgres.ts'
import { createSealedLedger, type SealedLedger } from '../../../support/sealed-ledger.ts'
import { silentLog } from '../../../support/silent-log.ts'
import { testBase } from '../../../support/sealing.ts'

/** A C2SP witness, which cosigns what continues what it has cosigned. */
async function startWitness(
  t: Teardown,
  key: SignerKey,
): Promise<{ url: string; seen: Map<string, Checkpoint> }> {
  const seen = new Map<string, Checkpoint>()
  const url = await serve(t, body => {
    const end = body.indexOf('\n\n')
    const [old = '', ...lines] = body.slice(0, end).split('\n')
    const checkpoint = parseCheckpoint(body.slice(end + 2))
    const last = seen.get(checkpoint.origin)
    const older = Number(old.slice('old '.length))
    if (older !== (last?.size ?? 0)) return [409, `${last?.size ?? 0}\n`]
    const proof = lines.map(line => Buffer.from(line, 'base64'))
    const proven = { olderRoot: last?.root ?? emptyRoot, root: checkpoint.root, proof }
    if (!continues({ older, size: checkpoint.size }, proven)) return [422, '']
    seen.set(checkpoint.origin, checkpoint)
    return [200, signatureLine(checkpoint.note.text, key, 1_767_225_600)]
  })
  return { url, seen }
}

async function serve(
  t: Teardown,
  answer: (body: string) => readonly [number, string],
): Promise<string> {
  const server: Server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => (body += part))
    request.on('end', () => {
      const [status, text] = answer(body)
      response.writeHead(status).end(text)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

interface Published {
  readonly publisher: Publisher
  readonly clock: FakeClock
  readonly found: PublishingFound[]
}

function publisherOf({ side }: SealedLedger, targets: readonly string[]): Published {
  const { database } = side
  const clock = createFakeClock(new Date().toISOString())
  const found: PublishingFound[] = []
  const publisher = createPublisher({
    ...{ database, clock, log: silentLog },
    leases: createLeases({ database, holder: 'test', clock, log: silentLog }),
    outbound: createOutbound({ allow: ['127.0.0.1/32'] }),
    host: {
      execute: async (_decider, { command }) => {
        found.push(command as PublishingFound)
        return { events: [], position: 0n, revision: 0n }
      },
    },
    settings: { publishCheckpointsTo: targets, publishAlarmHours: 24, sealOrigin: testBase },
  })
  return { publisher, clock, found }
}

t.test(
  'brings each checkpoint to a file, a webhook and a witness, whose cosignature it keeps',
  async t => {
    const ledger = await createSealedLedger(t, { covered: 100, later: 20 })
    const key = makeSignerKey('witness.example/w1', 'cosignature')
    const witness = await startWitness(t, key)
    const got: string[] = []
    const hook = await serve(t, body => [got.push(body) > 0 ? 204 : 500, ''])
    const file = join(dirname(ledger.folder), 'checkpoints')
    const { publisher, found } = publisherOf(ledger, [
      file,
      `${hook}/secret`,
      `${key.verifier.vkey}@${witness.url}/w/`,
    ])
    await publisher.publish(AbortSignal.timeout(10_000))
    t.strictSame(
      publisher.health().map(({ state }) => state),
      ['ok', 'ok', 'ok'],
    )
    t.notMatch(JSON.stringify(publisher.health()), /secret/)
    await publisher.publish(AbortSignal.timeout(10_000))
    t.equal(got.length, 2, 'each once')
    const kept = parseCheckpoints(await readFile(file, 'utf8'))
    t.strictSame(
      kept.map(({ origin }) => origin.split('/').at(-1)),
      ['decisions', 'observations'],
    )
    t.equal(witness.seen.size, 2)
    const own = parseCheckpoint((await ledger.side.logOf('decisions').checkpoint()) ?? '')
    const { witnessedBy } = verifyCheckpoint(own, [...ledger.keys, key.verifier])
    t.equal(witnessedBy[0]?.key.name, 'witness.example/w1')
    t.strictSame(found.at(-1), { log: testBase })
    t.ok((await ledger.verify(kept)).clean)
  },
)

t.test('a witness that has seen more is told apart, and is asked from where it is', async t => {
  const ledger = await createSealedLedger(t, { covered: 100, later: 20 })
  const key = makeSignerKey('witness.example/w1', 'cosignature')
  const witness = await startWitness(t, key)
  const [decisions] = ledger.held
  if (decisions) witness.seen.set(decisions.origin, decisions)
  const { publisher } = publisherOf(ledger, [`${key.verifier.vkey}@${witness.url}`])
  await publisher.publish(AbortSignal.timeout(10_000))
  t.strictSame(
    publisher.health().map(({ state }) => state),
    ['ok'],
    'it goes on from what it has',
  )
  const origin = `${testBase}/decisions`
  const ahead = witness.seen.get(origin)
  if (ahead) witness.seen.set(origin, { ...ahead, size: ahead.size + 5 })
  await ledger.side.database.query('delete from seal_targets')
  await publisher.publish(AbortSignal.timeout(10_000))
  t.match(publisher.health()[0]?.reason, /set back/)
})

t.test('says when none was reached for long, and when one is again', async t => {
  const ledger = await createSealedLedger(t, { covered: 60, later: 20 })
  let status = 503
  const hook = await serve(t, () => [status, ''])
  const { publisher, clock, found } = publisherOf(ledger, [hook, '/nowhere/at/all'])
  await publisher.publish(AbortSignal.timeout(10_000))
  t.strictSame(
    publisher.health().map(({ state }) => state),
    ['degraded', 'degraded'],
  )
  t.equal(found.at(-1)?.since, undefined, 'not at once')
  await clock.advance(25 * 3_600_000)
  await publisher.publish(AbortSignal.timeout(10_000))
  t.type(found.at(-1)?.since, 'string')
  status = 204
  await publisher.publish(AbortSignal.timeout(10_000))
  t.equal(found.at(-1)?.since, undefined)
})

t.test('each change is recorded once', async t => {
  const { decide } = publishingDecider
  const late = { log: 'a', since: '2026-01-01T00:00:00.000Z', reason: 'no' }
  t.strictSame(
    decide(late, 'reached').map(({ type }) => type),
    ['core.CheckpointsUnpublished'],
  )
  t.strictSame(decide(late, 'unreached'), [])
  t.strictSame(
    decide({ log: 'a' }, 'unreached').map(({ type }) => type),
    ['core.CheckpointsPublished'],
  )
  t.strictSame(decide({ log: 'a' }, 'reached'), [])
})

t.test('takes for a target what is a path, a URL or a witness, and nothing else', async t => {
  const witness = makeSignerKey('w.example/1', 'cosignature').verifier.vkey
  t.equal(parseTarget('/mnt/usb/checkpoints').kind, 'file')
  t.equal(parseTarget('https://a.example/x?y').name, 'https://a.example')
  t.equal(parseTarget(`${witness}@https://w.example/`).kind, 'witness')
  const log = makeSignerKey('l.example/1').verifier.vkey
  for (const wrong of [
    '',
    'checkpoints',
    'ftp://a.example',
    `${log}@https://w.example`,
    `${witness}@nowhere`,
  ])
    t.throws(() => parseTarget(wrong), { code: /DECKLOG_(CONFIG_INVALID|PROOF_INVALID)/ }, wrong)
})
