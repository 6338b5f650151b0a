import Joi from 'joi'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createOutbound } from '../../../../core/outbound/create-outbound.ts'
import type { Channel } from '../../../../plugins/notify/channels/channel.ts'
import { recipientsOf } from '../../../../plugins/notify/channels/channels.ts'
import { notifyConfig, type NotifyConfig } from '../../../../plugins/notify/config.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { type MailServer, startMailServer } from '../../../support/mail-server.ts'
import { hardMessages, messageOf } from './messages.ts'

const { signal } = new AbortController()
const people = { from: 'decklog@example.org', to: ['ops@example.org', 'alice@example.org'] }
const login = { user: 'decklog', pass: 'a-canary-password' }

async function channelTo(t: Test, server: MailServer, differs: object = {}): Promise<Channel> {
  const caFile = join(t.testdir({}), 'ca.pem')
  await writeFile(caFile, server.certificate)
  const url = `smtp://localhost:${server.port}`
  const email = [{ name: 'mail', url, caFile, ...people, ...differs }]
  const config: NotifyConfig = Joi.attempt({ channels: { email } }, notifyConfig)
  const clock = createFakeClock('2026-01-01T00:00:00Z')
  const [recipient] = recipientsOf(config, { outbound: createOutbound({ allow: [] }), clock })
  if (!recipient) throw new Error('there is no channel')
  return recipient.channel
}

const known = [
  ...['From', 'To', 'Subject', 'Message-ID', 'In-Reply-To', 'References', 'Date'],
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'Auto-Submitted'],
  ...['X-Auto-Response-Suppress', 'X-Priority', 'X-Msmail-Priority', 'Importance'],
]

/** The headers of a mail, each on one line. */
function headersOf(raw: string): readonly string[] {
  const [head = ''] = raw.split('\r\n\r\n')
  return head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
}

t.test('a mail goes over STARTTLS, logged in, in text and in HTML', async t => {
  const server = await startMailServer(t, { login })
  const channel = await channelTo(t, server, { user: login.user, secret: login.pass })
  t.strictSame(await channel.deliver(messageOf([{}]), signal), {
    outcome: 'delivered',
    status: 250,
  })
  const [mail] = server.mails
  t.match(mail, { ...people, tls: 'used', user: 'decklog' })
  const headers = headersOf(mail?.raw ?? '')
  t.ok(headers.includes('Message-ID: <9b1c7c6e-5d7e-5f0a-9a1f-0a2f6a6f3c11@decklog>'))
  t.ok(headers.includes('References: <alarm.0199a3c0-0000-7000-8000-aaaaaaaaaaaa@decklog>'))
  t.ok(headers.includes('Auto-Submitted: auto-generated'))
  t.match(mail?.raw, /multipart\/alternative[^]*text\/plain[^]*text\/html/)
})

t.test('no text makes a header, a recipient or markup of a mail', async t => {
  const server = await startMailServer(t)
  const channel = await channelTo(t, server)
  for (const [name, message] of Object.entries(hardMessages)) {
    t.match(await channel.deliver(message, signal), { outcome: 'delivered' }, name)
    const { raw = '', to } = server.mails.at(-1) ?? {}
    const names = headersOf(raw).map(header => header.split(':')[0])
    t.notOk(names.includes('Bcc'), name)
    t.strictSame(
      names.filter(one => !known.includes(String(one))),
      [],
      name,
    )
    const ascii = headersOf(raw).every(header => /^[\x20-\x7e]*$/.test(header))
    t.ok(ascii, `${name}: headers are ASCII`)
    t.equal(names.filter(one => one === 'Subject').length, 1, name)
    t.ok(
      raw.split('\r\n').every(line => Buffer.byteLength(line) <= 998),
      name,
    )
    t.strictSame(to, people.to, name)
    t.notMatch(raw.slice(raw.indexOf('text/html')), /<script|<b>/, name)
  }
})

t.test('a server that offers no TLS is told nothing, unless that is wanted', async t => {
  const server = await startMailServer(t, {
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
  })
  const strict = await channelTo(t, server)
  t.match(await strict.deliver(messageOf([{}]), signal), { outcome: 'failed' })
  t.equal(server.mails.length, 0)
  const lax = await channelTo(t, server, { startTls: 'where_offered' })
  t.match(await lax.deliver(messageOf([{}]), signal), { outcome: 'delivered' })
  t.match(server.mails, [{ tls: 'not_used' }])
})

t.test('a certificate that nobody vouches for is not trusted', async t => {
  const server = await startMailServer(t)
  const channel = await channelTo(t, server, { caFile: undefined })
  t.match(await channel.deliver(messageOf([{}]), signal), { outcome: 'failed' })
  t.equal(server.mails.length, 0)
})

t.test(
  'a refused login says so, and repeats neither password nor what the server said',
  async t => {
    const server = await startMailServer(t, { login })
    const channel = await channelTo(t, server, { user: login.user, secret: `${login.pass}-old` })
    const receipt = await channel.deliver(messageOf([{}]), signal)
    t.strictSame(receipt, { outcome: 'failed', reason: 'it refused the login (it answered 535)' })
    t.notMatch(channel.preview(messageOf([{}])), login.pass)
  },
)

t.test('who has a mail is not sent it again because somebody else was refused', async t => {
  const server = await startMailServer(t)
  const channel = await channelTo(t, server)
  server.refuse(['alice@example.org'])
  const message = messageOf([{}])
  t.strictSame(await channel.deliver(message, signal), {
    outcome: 'failed',
    reason: 'it refused 1 of 2 recipients',
  })
  server.refuse([])
  t.match(await channel.deliver(message, signal), { outcome: 'delivered' })
  t.strictSame(
    server.mails.map(({ to }) => to),
    [['ops@example.org'], ['alice@example.org']],
  )
})

t.test('a server that is not there is no reason to throw', async t => {
  const server = await startMailServer(t)
  const channel = await channelTo(t, server, { url: 'smtp://localhost:1' })
  t.match(await channel.deliver(messageOf([{}]), signal), {
    outcome: 'failed',
    reason: 'it refused the connection',
  })
})

t.test('a user without a password, and a password without a user, are refused by name', async t => {
  const server = await startMailServer(t)
  const channel = await channelTo(t, server, { user: 'decklog' })
  await t.rejects(channel.verify(), { code: 'DECKLOG_CONFIG_INVALID' })
  const email = [{ name: 'mail', url: 'smtp://localhost', ...people, secret: 'x' }]
  t.ok(notifyConfig.validate({ channels: { email } }).error)
})
