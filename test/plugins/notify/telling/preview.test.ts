import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { Host } from '../../../../core/host.ts'
import type { NotifyConfig } from '../../../../plugins/notify/config.ts'
import type { NotifyEvent } from '../../../../plugins/notify/events.ts'
import { muteDecider } from '../../../../plugins/notify/muting/mute.ts'
import { alarmDecider } from '../../../../plugins/notify/raising/alarm.ts'
import { rulesOf } from '../../../../plugins/notify/raising/telling-rules.ts'
import { alarmIdOf, alarmStream, muteStream } from '../../../../plugins/notify/streams.ts'
import { previewRoute } from '../../../../plugins/notify/telling/preview-route.ts'
import { createTellSweeps } from '../../../../plugins/notify/telling/tell-sweep.ts'
import { readMail } from '../../../support/read-mail.ts'
import { startMailServer } from '../../../support/mail-server.ts'
import { createMemoryHost } from '../memory-host.ts'

const secret = 'a-secret-of-these-tests'
const folder = t.testdir({})
const urlFile = join(folder, 'url')
await writeFile(urlFile, 'http://127.0.0.1:1/hook')
const url = 'http://127.0.0.1:1/hook'
const mails = await startMailServer(t)
const caFile = join(folder, 'ca.pem')
await writeFile(caFile, mails.certificate)
const mailbox = { from: 'decklog@example.org', to: ['ops@example.org', 'ada@example.org'] }
const section = {
  consoleUrl: 'https://decklog.example',
  webhooks: [{ name: 'hook', url, secret }],
  channels: {
    slack: [{ name: 'slack', urlFile }],
    discord: [{ name: 'discord', urlFile }],
    teams: [{ name: 'teams', urlFile }],
    ntfy: [{ name: 'ntfy', url, secret, kinds: ['heat'] }],
    pagerduty: [{ name: 'pager', url, secret }],
    opsgenie: [{ name: 'genie', url, secret }],
    alertmanager: [{ name: 'am', url, secret }],
    email: [{ name: 'mail', url: `smtp://localhost:${mails.port}`, caFile, ...mailbox }],
  },
  routes: [{ name: 'night', steps: [{ to: ['slack'] }, { after: '10m', to: ['pager'] }] }],
}
const cause = 'disk web01 /data'
const alarmId = alarmIdOf(cause)
const { signal } = new AbortController()

interface Preview {
  readonly channel: string
  readonly told: string
  readonly after_seconds: number | null
  readonly kept_for: string | null
  readonly message: string
}

async function previewsOf(host: Host<NotifyConfig, NotifyEvent>): Promise<readonly Preview[]> {
  const call = { params: { id: alarmId }, query: {}, caller: { boards: null } }
  const { body } = await previewRoute(host).handle(call as never)
  return (body as { readonly previews: readonly Preview[] }).previews
}

async function say(host: Host<NotifyConfig, NotifyEvent>, state: 'raised' | 'cleared') {
  const about = { kind: 'disk', cause, group: 'disk web01', boardId: null, subject: '/data' }
  const says = { state, severity: 'critical', text: `/data of web01 is ${state}.` } as const
  const calling = { people: ['person:ada'], labels: { host: 'web01' }, page: '/disks' }
  const source = { sourceEventId: randomUUID(), at: host.clock.now(), now: host.clock.now() }
  await host.execute(alarmDecider, {
    stream: alarmStream(alarmId),
    command: {
      ...{ type: 'signal', signal: { ...about, ...says, ...calling } },
      ...{ ...source, ...rulesOf(host.config) },
    },
  })
}

t.test('what a preview shows is what is sent, letter by letter, but for the secrets', async t => {
  const { host, clock, sent } = createMemoryHost(section)
  for (const state of ['raised', 'cleared'] as const) {
    await say(host, state)
    await clock.advance(1_200_000)
    const shown = await previewsOf(host)
    const known = sent.length
    for (const sweep of createTellSweeps(host)) await sweep.run(signal)
    const hidden = (body: unknown): string =>
      JSON.stringify(body, null, 2).replaceAll(secret, '[hidden]')
    const bodies = sent.slice(known).map(({ body }) => hidden(body))
    const told = shown.filter(({ told, channel }) => told === 'at_once' && channel !== 'mail')
    t.equal(bodies.length, told.length, state)
    const previewed = told.map(({ message }) => message.replace(/^POST .*\n/, ''))
    t.strictSame(bodies.sort(), previewed.map(withTopic).sort(), state)
    t.notMatch(shown.map(({ message }) => message).join(), secret)
  }
})

t.test('so is a mail: its headers, its text and its HTML, and no header beside them', async t => {
  const { host, clock } = createMemoryHost(section)
  for (const state of ['raised', 'cleared'] as const) {
    await say(host, state)
    await clock.advance(1_200_000)
    const shown = (await previewsOf(host)).find(({ channel }) => channel === 'mail')?.message
    const known = mails.mails.length
    for (const sweep of createTellSweeps(host)) await sweep.run(signal)
    t.equal(mails.mails.length, known + 1)
    const { headers, texts } = readMail(mails.mails.at(-1)?.raw ?? '')
    const [text, html] = texts
    const [head = '', ...rest] = shown?.split('\n\n') ?? []
    t.equal(rest.join('\n\n'), `${text}\nThe same as HTML:\n${html}`, state)
    const lines = head.split('\n')
    t.strictSame(
      lines.filter(line => !headers.includes(line)),
      [],
      state,
    )
    const names = headers.filter(line => !lines.includes(line)).map(line => line.split(':')[0])
    t.strictSame(
      names.filter(name => !ofEncoding.includes(String(name))),
      [],
      state,
    )
  }
})

/** What says how a mail is encoded, and the same as `Importance` in other words. */
const ofEncoding = [
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
  ...['X-Priority', 'X-Msmail-Priority'],
]

// A topic is a secret as a URL is.
function withTopic(message: string): string {
  return message.replace('"topic": "[hidden]"', '"topic": "hook"')
}

t.test('it says who is told at once, who later, who not, and what would keep it back', async t => {
  const { host } = createMemoryHost(section)
  await say(host, 'raised')
  const told = Object.fromEntries(
    (await previewsOf(host)).map(one => [one.channel, [one.told, one.after_seconds]]),
  )
  t.match(told, {
    ...{ hook: ['at_once', 0], slack: ['at_once', 0], pager: ['later', 600] },
    ntfy: ['not_told', null],
  })
  const scope = { kind: 'disk', boardId: null, alarmId: null } as const
  const expiresAt = new Date(host.clock.now().getTime() + 60_000)
  const muteId = randomUUID()
  const command = { type: 'set', muteId, scope, reason: 'test', expiresAt } as const
  await host.execute(muteDecider, { stream: muteStream(muteId), command })
  t.ok((await previewsOf(host)).every(one => one.kept_for === 'muted'))
})
