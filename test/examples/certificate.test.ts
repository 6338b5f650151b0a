import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import t, { type Test } from 'tap'
import { packageRoot } from '../../core/config/package-root.ts'
import { createOutbound } from '../../core/outbound/create-outbound.ts'
import { guardContract, readGuard } from '../../core/testing/guard-contract.ts'
import { loadExample } from './examples.ts'

const guard = await loadExample('certificate')
const outbound = createOutbound({ allow: [] })

async function serve(t: Test): Promise<number> {
  const file = (name: string): Promise<Buffer> =>
    readFile(join(packageRoot, 'test/fixtures/tls', name))
  const [key, cert] = await Promise.all([file('key.pem'), file('self-signed.pem')])
  const server = createServer({ key, cert }, socket => socket.on('error', () => undefined))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return (server.address() as AddressInfo).port
}

t.test('sees the certificate of a real server, and that nobody vouches for it', async t => {
  const port = await serve(t)
  const servers = [`127.0.0.1:${port}`]
  t.match(await readGuard(guard, { config: { servers }, outbound }), [
    {
      subject: `127.0.0.1:${port}`,
      level: 'critical',
      text: /not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\): valid until 2\d{3}-/,
      values: { daysLeft: Number },
    },
  ])
})

t.test(
  'judges a certificate that is trusted, or has run out, by the days that are left',
  async t => {
    const shown = (problem: string | null) => ({
      outcome: 'connected' as const,
      certificate: {
        ...{ subject: 'example.org', issuer: 'A CA', altNames: '', fingerprint256: '', problem },
        ...{ validFrom: new Date('2025-01-01'), validTo: new Date('2026-01-11T12:00:00Z') },
      },
    })
    for (const problem of [null, 'CERT_HAS_EXPIRED']) {
      const test = { config: { servers: ['example.org:443'] } }
      const outbound = { connect: async () => shown(problem) }
      t.match(await readGuard(guard, { ...test, outbound }), [
        { subject: 'example.org:443', values: { daysLeft: 10.5 }, text: /^10\.5 days left/ },
      ])
    }
  },
)

t.test('a server that does not answer could not be read', async t => {
  const port = await serve(t)
  const closed = `127.0.0.1:${port === 1 ? 2 : 1}`
  const [reading] = await readGuard(guard, { config: { servers: [closed] }, outbound })
  t.match(reading, { subject: closed, failure: /refused/ })
})

t.test('keeps the contract of guards', t => guardContract(t, guard))
