import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import t from 'tap'
import { createHome, startDecklog, until } from '../support/decklog-process.ts'
import { createTestLedgerUrl } from '../support/ledger.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { serveLocally } from '../support/serve-locally.ts'

const secret = 'a-canary-secret-of-a-webhook'
/** A start, and a lease that nobody gave back, take their time where much else goes on. */
const patienceMs = 120_000

interface Told {
  readonly headers: IncomingHttpHeaders
  readonly alarms: readonly { readonly id: string; readonly kind: string; readonly text: string }[]
}

/** A receiver that may hold its answers back. */
async function startReceiver() {
  const told: Told[] = []
  let held: ((response: ServerResponse) => void) | undefined
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      told.push({ headers: request.headers, ...JSON.parse(String(Buffer.concat(chunks))) })
      if (held) held(response)
      else response.writeHead(204).end()
    })
  })
  const url = await serveLocally(t, server)
  return {
    told,
    url,
    hold(how: typeof held) {
      held = how
    },
  }
}

t.test('kill -9 between send and receipt is one repeat, which says that it may be', async t => {
  const receiver = await startReceiver()
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const waiver = {
    ...{ rule: 'bare-major-tag', reference: 'vendor/agent', expires: tomorrow },
    ...{ who: 'person:ann', why: 'The vendor publishes nothing else.' },
  }
  const home = await createHome(t, {
    databaseUrl: await createTestDatabase(t),
    eventstoreUrl: await createTestLedgerUrl(t),
    tokenKeys: ['a key of these tests of 32 characters'],
    plugins: {
      release: { policy: { waivers: [waiver] } },
      notify: {
        collectFor: 0,
        webhooks: [{ name: 'ops', url: `${receiver.url}/hook`, secret, kinds: ['waiver'] }],
      },
    },
  })
  const first = await startDecklog(t, home)
  // It has the message, and nobody is told so.
  receiver.hold(() => process.kill(first.pid, 'SIGKILL'))
  await until(() => receiver.told.length > 0, patienceMs)
  await first.stop('SIGKILL')
  receiver.hold(undefined)
  const again = await startDecklog(t, home)
  const settled = async () =>
    JSON.stringify((await again.get('/api/v1/notifications?settled=true')).body)
  await until(async () => /"state":"delivered"/.test(await settled()), patienceMs)

  const [begun, repeated, ...more] = receiver.told
  t.strictSame(more, [], 'what was taken is not sent again')
  t.equal(begun?.headers['decklog-repeat'], undefined)
  t.equal(repeated?.headers['decklog-repeat'], 'possible')
  const id = 'decklog-message-id'
  t.equal(repeated?.headers[id], begun?.headers[id])
  t.strictSame(repeated?.alarms, begun?.alarms)
  t.match(repeated?.alarms, [{ kind: 'waiver', text: /vendor\/agent ends after .*person:ann/ }])

  const shown = await Promise.all(
    [
      'streams/sending-ops',
      'streams/delivery-ops',
      'events?limit=200',
      'channels',
      'notifications',
      'alarms',
      'rules',
      'plugins',
    ].map(async path => JSON.stringify((await again.get(`/api/v1/${path}`)).body)),
  )
  t.match(shown[0], 'notify.Sending', 'it looked at the events')
  const all = [...shown, first.stdout(), first.stderr(), again.stdout(), again.stderr()].join('\n')
  t.notMatch(all, secret, 'and no secret is in events, answers or logs')
  await again.stop()
})
