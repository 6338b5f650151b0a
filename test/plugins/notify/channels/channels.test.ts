import Joi from 'joi'
import { createHmac } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createOutbound } from '../../../../core/outbound/create-outbound.ts'
import type { Channel } from '../../../../plugins/notify/channels/channel.ts'
import { recipientsOf } from '../../../../plugins/notify/channels/channels.ts'
import { notifyConfig, type NotifyConfig } from '../../../../plugins/notify/config.ts'
import * as rules from '../../../support/channel-rules.ts'
import { createFakeClock } from '../../../support/fake-clock.ts'
import { type RuleServer, startRuleServer } from '../../../support/rule-server.ts'
import { hardMessages, messageOf } from './messages.ts'

const secret = 'a-canary-secret-of-these-tests'
const { signal } = new AbortController()

/** How each type is configured, over a server at this URL; the path of its URL is a secret where a URL is one. */
const types: Readonly<Record<string, { rules: rules.Rules; section(url: string): object }>> = {
  webhook: { rules: rules.webhookRules(secret), section: url => ({ url, secret }) },
  slack: { rules: rules.slackRules, section: secretUrl },
  discord: { rules: rules.discordRules, section: secretUrl },
  teams: { rules: rules.teamsRules, section: secretUrl },
  ntfy: { rules: rules.ntfyRules, section: url => ({ url: `${url}/decklog_topic`, secret }) },
  pagerduty: { rules: rules.pagerdutyRules, section: url => ({ url, secret }) },
  opsgenie: { rules: rules.opsgenieRules, section: url => ({ url, secret }) },
  alertmanager: { rules: rules.alertmanagerRules, section: url => ({ url, secret }) },
}

function secretUrl(urlFile: string): object {
  return { urlFile }
}

async function setUp(t: Test, type: string): Promise<{ server: RuleServer; channel: Channel }> {
  const { rules: known, section } = types[type] ?? types['slack']!
  const server = await startRuleServer(t, known)
  const urlFile = join(t.testdir({}), 'url')
  await writeFile(urlFile, `${server.url}/hooks/${secret}\n`)
  const own = section === secretUrl ? section(urlFile) : section(server.url)
  const config: NotifyConfig = Joi.attempt(
    type === 'webhook'
      ? { webhooks: [{ name: 'ops', ...own }] }
      : { channels: { [type]: [{ name: 'ops', ...own }] } },
    notifyConfig,
  )
  const parts = {
    outbound: createOutbound({ allow: [] }),
    clock: createFakeClock('2026-01-01T00:00:00Z'),
  }
  const [recipient] = recipientsOf(config, parts)
  if (!recipient) throw new Error(`there is no channel of ${type}`)
  await recipient.channel.verify()
  return { server, channel: recipient.channel }
}

const seen = (server: RuleServer): readonly unknown[] =>
  server.taken.map(({ body }) => JSON.parse(body))

for (const type of Object.keys(types)) {
  t.test(`${type} is sent only what its published rules allow`, async t => {
    const { server, channel } = await setUp(t, type)
    for (const [name, message] of Object.entries(hardMessages)) {
      const told = { ...message, alarms: message.alarms.slice(0, channel.mostAlarms) }
      const receipt = await channel.deliver(told, signal)
      t.strictSame([server.problems, receipt], [[], { outcome: 'delivered', status: 202 }], name)
      t.notMatch(channel.preview(told), new RegExp(secret), 'and a preview shows no secret')
    }
    t.notMatch(
      server.taken.map(({ body }) => body).join(),
      /\u202e|\\u(0000|001b|202e)/,
      'and nothing that turns a terminal or a line round',
    )
  })

  t.test(
    `${type} is left alone for as long as it asks, and no secret is in what is said of it`,
    async t => {
      const { server, channel } = await setUp(t, type)
      server.answer({ status: 429, headers: { 'retry-after': '30' }, body: secret })
      const busy = await channel.deliver(messageOf([{}]), signal)
      t.strictSame(busy, { outcome: 'failed', reason: 'it answered 429', patienceMs: 30_000 })
      t.equal(channel.patienceMs(), 30_000)
      server.answer({ status: 500, body: secret })
      const failed = await channel.deliver(messageOf([{}]), signal)
      t.strictSame(failed, { outcome: 'failed', reason: 'it answered 500' })
      t.equal(channel.patienceMs(), 0)
      const elsewhere = { location: `${server.url}/elsewhere/${secret}` }
      server.answer({ status: 307, headers: elsewhere })
      const moved = await channel.deliver(messageOf([{}]), signal)
      t.strictSame(moved, { outcome: 'failed', reason: 'it answered 307' }, 'and sent nowhere else')
      t.strictSame(server.taken, [])
    },
  )
}

t.test(
  'a pager has an alert for each alarm under its id, and what is over wakes nobody',
  async t => {
    const { server, channel } = await setUp(t, 'pagerduty')
    const id = '0199a3c0-0000-7000-8000-aaaaaaaaaaaa'
    const board = '0199a3c0-0000-7000-8000-bbbbbbbbbbbb'
    await channel.deliver(messageOf([{ board_id: board }]), signal)
    await channel.deliver(messageOf([{ reminder: 'acknowledged' }]), signal)
    await channel.deliver(messageOf([{ alarm_state: 'cleared' }]), signal)
    t.match(seen(server), [
      { event_action: 'trigger', dedup_key: id, routing_key: secret, payload: { group: board } },
      { event_action: 'acknowledge', dedup_key: id },
      { event_action: 'resolve', dedup_key: id },
    ])
    t.equal(server.taken.length, 3)
  },
)

t.test('a storm is one alert of a pager, and its payload is by the rules however long', async t => {
  const key = '9b1c7c6e-5d7e-5f0a-9a1f-0a2f6a6f3c12'
  for (const type of ['pagerduty', 'opsgenie']) {
    const { server, channel } = await setUp(t, type)
    for (const [name, { alarms, ...rest }] of Object.entries(hardMessages)) {
      if (alarms.length === 0) continue
      const all = Array.from({ length: 500 }, (_, index) => alarms[index % alarms.length]!)
      for (const change of ['trigger', 'acknowledge', 'resolve'] as const) {
        const incidents = [{ key, change, alarms: all }]
        const receipt = await channel.deliver({ ...rest, alarms: all, incidents }, signal)
        const told = [server.problems, receipt, server.taken.length]
        t.strictSame(told, [[], { outcome: 'delivered', status: 202 }, 1], `${name}, ${change}`)
        const { path = '', body = '' } = server.taken.splice(0)[0] ?? {}
        t.match(`${path} ${body}`, key)
      }
    }
  }
})

t.test('a storm says how many it is, how bad, of which boards, and leads to the first', async t => {
  const { server, channel } = await setUp(t, 'pagerduty')
  const message = messageOf(
    Array.from({ length: 30 }, (_, index) => ({
      board_id: `0199a3c0-0000-7000-8000-00000000000${index % 3}`,
      severity: index === 29 ? 'critical' : 'warning',
      subject: `agent ${index}`,
    })),
  )
  const { alarms } = message
  await channel.deliver(
    { ...message, incidents: [{ key: 'k', change: 'trigger', alarms }] },
    signal,
  )
  const some = alarms.slice(0, 2)
  const few = { ...message, incidents: [{ key: 'k', change: 'trigger', alarms: some }] as const }
  await channel.deliver(few, signal)
  t.match(seen(server), [
    {
      payload: {
        summary: /^Critical: 30 alarms of 3 boards: agent 0, agent 1, .* and 20 more$/,
        ...{ severity: 'critical', custom_details: { alarms: 30 } },
      },
      links: [{ text: 'Open in the console' }, { text: 'agent 0' }, { text: 'agent 1' }],
    },
    { payload: { severity: 'warning' } },
  ])
  const genie = await setUp(t, 'opsgenie')
  const incidents = [{ key: 'k', change: 'trigger', alarms }] as const
  await genie.channel.deliver({ ...message, incidents }, signal)
  await genie.channel.deliver({ ...few, link: null }, signal)
  const [first, second] = seen(genie.server) as readonly { description: string; details: object }[]
  const list = 'https://decklog.example/console/alarms'
  t.match(first, { alias: 'k', priority: 'P1', details: { alarms: '30', link: list } })
  t.match(first?.description, /\nand 20 more\ndecklog alarms list\n/)
  t.match(first?.description, `${list}/${alarms[0]?.alarmId}`)
  t.match(second, { priority: 'P3', details: { alarms: '2' } })
  t.notMatch(second?.description, 'more')
  t.notOk(Object.hasOwn(second?.details ?? {}, 'link'))
})

t.test('a trial of a pager is over as soon as it has begun', async t => {
  for (const [type, actions] of [
    ['pagerduty', ['trigger', 'resolve']],
    ['opsgenie', ['/v2/alerts', 'close']],
  ] as const) {
    const { server, channel } = await setUp(t, type)
    await channel.deliver(messageOf([]), signal)
    const said = server.taken.map(({ path, body }) => `${path} ${body}`)
    t.equal(said.length, 2)
    actions.forEach((action, index) => t.match(said[index], action))
  }
})

t.test('Opsgenie acknowledges and closes by the alias that the alert was made with', async t => {
  const { server, channel } = await setUp(t, 'opsgenie')
  const id = '0199a3c0-0000-7000-8000-aaaaaaaaaaaa'
  await channel.deliver(messageOf([{ severity: 'warning' }]), signal)
  await channel.deliver(messageOf([{ reminder: 'acknowledged' }]), signal)
  await channel.deliver(messageOf([{ alarm_state: 'cleared' }]), signal)
  t.match(seen(server), [{ alias: id, priority: 'P3' }, {}, {}])
  t.strictSame(
    server.taken.map(({ path }) => path),
    [
      '/v2/alerts',
      `/v2/alerts/${id}/acknowledge?identifierType=alias`,
      `/v2/alerts/${id}/close?identifierType=alias`,
    ],
  )
})

t.test('Alertmanager has one alert of an alarm that stands, whatever it was before', async t => {
  const { server, channel } = await setUp(t, 'alertmanager')
  const at = '2026-01-01T00:01:00.000Z'
  await channel.deliver(messageOf([{ severity: 'critical', labels: { host: 'web01' } }]), signal)
  await channel.deliver(messageOf([{ alarm_state: 'cleared' }]), signal)
  t.match(seen(server), [
    [
      { labels: { severity: 'warning', host: 'web01' }, endsAt: at },
      { labels: { severity: 'critical' }, endsAt: '2026-01-08T00:01:00.000Z' },
    ],
    [
      { labels: { severity: 'warning' }, endsAt: at },
      { labels: { severity: 'critical' }, endsAt: at },
    ],
  ])
})

t.test('only what is critical passes over “do not disturb”, and nothing that is over', async t => {
  const { server, channel } = await setUp(t, 'ntfy')
  for (const name of ['plain', 'awaited', 'over', 'trial'])
    await channel.deliver(hardMessages[name] ?? messageOf([]), signal)
  t.match(seen(server), [{ priority: 5 }, { priority: 4 }, { priority: 2 }, { priority: 3 }])
})

t.test('a message names whom it is for, and says how to act on it from a terminal', async t => {
  for (const type of Object.keys(types)) {
    const { server, channel } = await setUp(t, type)
    await channel.deliver(hardMessages['awaited'] ?? messageOf([]), signal)
    const [told] = server.taken
    t.match(told?.body, 'alice', type)
    t.match(told?.body, 'decklog runs approve 1', type)
    t.match(told?.body, 'https://decklog.example/console/runs/1', type)
  }
})

t.test('what may have arrived before says so', async t => {
  for (const type of ['slack', 'discord', 'teams', 'ntfy', 'pagerduty', 'opsgenie']) {
    const { server, channel } = await setUp(t, type)
    await channel.deliver(messageOf([{}], { repeat: 'possible' }), signal)
    t.match(server.taken[0]?.body, 'may have arrived before', type)
  }
})

t.test('a connector of Teams that says by a 200 that it failed is believed', async t => {
  const { server, channel } = await setUp(t, 'teams')
  const body = 'Webhook message delivery failed with error: endpoint returned HTTP error 429'
  server.answer({ status: 200, body })
  t.match(await channel.deliver(messageOf([{}]), signal), { outcome: 'failed', patienceMs: 60_000 })
  server.answer({ status: 200, body: '1' })
  t.match(await channel.deliver(messageOf([{}]), signal), { outcome: 'delivered' })
})

t.test('a file that holds no URL is named, and what it holds is not', async t => {
  const file = join(t.testdir({ url: `ftp://${secret}` }), 'url')
  const config: NotifyConfig = Joi.attempt(
    { channels: { slack: [{ name: 'ops', urlFile: file }] } },
    notifyConfig,
  )
  const clock = createFakeClock('2026-01-01T00:00:00Z')
  const [told] = recipientsOf(config, { outbound: createOutbound({ allow: [] }), clock })
  const error = await told?.channel.verify().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  t.match(error, { code: 'DECKLOG_CONFIG_INVALID' })
  t.match(String(error), 'plugins.notify.channels.slack.ops.urlFile')
  t.notMatch(String(error), secret)
})

t.test(
  'a webhook that is signed as Standard Webhooks says can be proved by their rules',
  async t => {
    const server = await startRuleServer(t, () => [])
    const key = Buffer.alloc(24, 7)
    const clock = createFakeClock('2026-01-01T00:00:00Z')
    const channelOf = (own: string) => {
      const webhook = { name: 'hook', url: server.url, secret: own, signature: 'standard' }
      const config: NotifyConfig = Joi.attempt({ webhooks: [webhook] }, notifyConfig)
      return recipientsOf(config, { outbound: createOutbound({ allow: [] }), clock })[0]?.channel
    }
    const message = messageOf([{}])
    await channelOf(`whsec_${key.toString('base64')}`)?.deliver(message, signal)
    const body = server.taken[0]?.body ?? ''
    const headers: Readonly<Record<string, string>> = server.taken[0]?.headers ?? {}
    const [id, at, signature] = ['id', 'timestamp', 'signature'].map(of => headers[`webhook-${of}`])
    const proof = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
    t.strictSame([id, signature], [message.id, `v1,${proof}`])
    t.equal(Number(at), message.at.getTime() / 1_000)
    t.match(JSON.parse(body), { summary: '/data of web01 is critical.', severity: 'critical' })
    for (const wrong of [
      'no prefix, but long enough',
      `whsec_${Buffer.alloc(23).toString('base64')}`,
    ])
      await t.rejects(channelOf(wrong)?.verify() ?? Promise.resolve(), {
        code: 'DECKLOG_CONFIG_INVALID',
      })
  },
)

t.test('a URL that is a secret can stand in a file alone', async t => {
  for (const type of ['slack', 'discord', 'teams']) {
    const channels = { [type]: [{ name: 'ops', url: 'https://hooks.example/secret' }] }
    t.ok(notifyConfig.validate({ channels }).error, type)
  }
})
