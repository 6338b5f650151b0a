import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { createCertificate } from '../../ledger-node/certificate.ts'
import type { Teardown } from './postgres.ts'

/** A mail that a server took. */
export interface TakenMail {
  readonly from: string
  readonly to: readonly string[]
  /** As it came: headers, an empty line, the body. */
  readonly raw: string
  /** Whether it came over TLS, and who had logged in. */
  readonly tls: 'used' | 'not_used'
  readonly user: string | undefined
}

/** A mail server on this machine. */
export interface MailServer {
  readonly port: number
  readonly mails: readonly TakenMail[]
  /** The certificate that it shows, of `localhost`, which vouches for itself. */
  readonly certificate: string
  /** Recipients that it refuses from now on. */
  refuse(people: readonly string[]): void
}

/** Starts a mail server that asks for this login, where one is given. */
export async function startMailServer(
  t: Teardown,
  {
    login,
    ...differs
  }: SMTPServerOptions & { readonly login?: { user: string; pass: string } } = {},
): Promise<MailServer> {
  const { cert, key } = createCertificate(['localhost'], new Date())
  const mails: TakenMail[] = []
  let refused: readonly string[] = []
  const server = new SMTPServer({
    ...{ cert, key, disableReverseLookup: true, logger: false, authOptional: !login },
    ...(!login && { disabledCommands: ['AUTH'] }),
    onAuth({ username, password }, _session, done) {
      const isRight = username === login?.user && password === login?.pass
      done(isRight ? null : new Error(`no, ${password}`), isRight ? { user: username } : undefined)
    },
    onRcptTo({ address }, _session, done) {
      const error = Object.assign(new Error('nobody is here'), { responseCode: 550 })
      done(refused.includes(address) ? error : null)
    },
    onData(stream, { envelope, secure, user }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope
        const from = mailFrom ? mailFrom.address : ''
        const to = rcptTo.map(({ address }) => address)
        const tls = secure ? 'used' : 'not_used'
        mails.push({ from, to, raw: String(Buffer.concat(chunks)), tls, user })
        done()
      })
    },
    ...differs,
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  t.teardown(() => new Promise<void>(resolve => server.close(() => resolve())))
  return {
    port: (server.server.address() as AddressInfo).port,
    ...{ mails, certificate: String(cert) },
    refuse(people) {
      refused = people
    },
  }
}
