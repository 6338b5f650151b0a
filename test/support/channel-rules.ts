import Joi from 'joi'
import { createHmac } from 'node:crypto'

/** A request as the other side sees it. */
export interface SeenRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What a vendor's published rules have against a request; nothing: it is taken. */
export type Rules = (request: SeenRequest) => readonly string[]

function shapedAs(schema: Joi.Schema, more: (body: string) => readonly string[] = () => []): Rules {
  return ({ body, headers }) => {
    const { error } = schema.validate(JSON.parse(body), { abortEarly: false, convert: false })
    const type = headers['content-type'] === 'application/json' ? [] : ['it is not JSON']
    return [...(error?.details.map(({ message }) => message) ?? []), ...type, ...more(body)]
  }
}

// What is blank alone is refused as what is empty is.
const text = (most: number) => Joi.string().pattern(/\S/).max(most).required()
const uri = Joi.string().uri({ scheme: ['http', 'https'] })

const plainText = (most: number) =>
  Joi.object({ type: Joi.valid('plain_text').required(), text: text(most), emoji: Joi.boolean() })
const slackBlock = Joi.alternatives().conditional('.type', {
  switch: [
    { is: 'header', then: Joi.object({ type: Joi.any(), text: plainText(150).required() }) },
    {
      is: 'section',
      then: Joi.object({
        type: Joi.any(),
        text: Joi.alternatives(
          plainText(3_000),
          Joi.object({
            type: Joi.valid('mrkdwn').required(),
            text: text(3_000),
            verbatim: Joi.valid(true).required(),
          }),
        ).required(),
      }),
    },
    {
      is: 'context',
      then: Joi.object({
        type: Joi.any(),
        elements: Joi.array().items(plainText(3_000)).min(1).max(10).required(),
      }),
    },
  ],
  otherwise: Joi.forbidden(),
})

/** docs.slack.dev: Block Kit, and which characters of a text are control characters. */
export const slackRules = shapedAs(
  Joi.object({
    text: text(40_000),
    blocks: Joi.array().items(slackBlock).min(1).max(50).required(),
    unfurl_links: Joi.boolean(),
    unfurl_media: Joi.boolean(),
  }),
  body => {
    // Of all that is between angle brackets there may be our own link alone.
    const bracketed = body.match(/<[^>]*>?/g) ?? []
    return bracketed.filter(one => !/^<https?:\/\/[^|<>]+\|Open in the console>$/.test(one))
  },
)

const embed = Joi.object({
  title: Joi.string().max(256),
  description: Joi.string().max(4_096),
  url: uri,
  timestamp: Joi.string().isoDate(),
  color: Joi.number().integer().min(0).max(0xffffff),
  footer: Joi.object({ text: text(2_048) }),
})

/** discord.com/developers: limits of embeds, and who may be mentioned. */
export const discordRules = shapedAs(
  Joi.object({
    content: Joi.string().max(2_000),
    embeds: Joi.array().items(embed).min(1).max(10).required(),
    allowed_mentions: Joi.object({ parse: Joi.array().max(0).required() }).required(),
  }),
  body => {
    const { embeds } = JSON.parse(body)
    const length = (one: { title: string; description: string; footer: { text: string } }) =>
      one.title.length + one.description.length + one.footer.text.length
    const total = embeds.reduce((sum: number, one: never) => sum + length(one), 0)
    const unescaped = /(^|[^\\])(\\\\)*[@<]/.exec(embeds[0].description.replace(/```[^]*```$/, ''))
    return [
      ...(total > 6_000 ? [`${total} characters are more than 6,000`] : []),
      ...(unescaped ? ['a mention stands as it came'] : []),
    ]
  },
)

const run = Joi.object({ type: Joi.valid('TextRun').required(), text: text(28_000) }).unknown()
const card = Joi.object({
  $schema: uri.required(),
  type: Joi.valid('AdaptiveCard').required(),
  version: Joi.valid('1.2', '1.3', '1.4', '1.5').required(),
  msteams: Joi.object({ width: Joi.valid('Full') }),
  body: Joi.array()
    .items(
      Joi.object({
        type: Joi.valid('RichTextBlock').required(),
        inlines: Joi.array().items(run).min(1).required(),
      }),
    )
    .min(1)
    .required(),
  actions: Joi.array().items(
    Joi.object({
      type: Joi.valid('Action.OpenUrl').required(),
      title: text(100),
      url: uri.required(),
    }),
  ),
})

/** learn.microsoft.com: a message of a workflow with one adaptive card, 28 KB at most. */
export const teamsRules = shapedAs(
  Joi.object({
    type: Joi.valid('message').required(),
    attachments: Joi.array()
      .items(
        Joi.object({
          contentType: Joi.valid('application/vnd.microsoft.card.adaptive').required(),
          contentUrl: Joi.valid(null),
          content: card.required(),
        }),
      )
      .length(1)
      .required(),
  }),
  body => (Buffer.byteLength(body) > 28 * 1_024 ? ['it is larger than 28 KB'] : []),
)

/** docs.ntfy.sh/publish: publishing as JSON. */
export const ntfyRules = shapedAs(
  Joi.object({
    topic: Joi.string()
      .pattern(/^[-_A-Za-z0-9]{1,64}$/)
      .required(),
    title: text(250),
    message: Joi.string().min(1).max(4_096, 'utf8').required(),
    priority: Joi.number().integer().min(1).max(5).required(),
    tags: Joi.array().items(Joi.string().pattern(/^\w+$/)),
    click: uri,
    actions: Joi.array()
      .items(
        Joi.object({ action: Joi.valid('view').required(), label: text(50), url: uri.required() }),
      )
      .max(3),
  }),
)

/** developer.pagerduty.com: Events API v2. */
export const pagerdutyRules = shapedAs(
  Joi.object({
    routing_key: text(40),
    event_action: Joi.valid('trigger', 'acknowledge', 'resolve').required(),
    dedup_key: text(255),
    client: Joi.string(),
    client_url: uri,
    links: Joi.array().items(Joi.object({ href: uri.required(), text: text(100) })),
    payload: Joi.object({
      summary: text(1_024),
      source: text(255),
      severity: Joi.valid('critical', 'error', 'warning', 'info').required(),
      timestamp: Joi.string().isoDate(),
      class: Joi.string(),
      group: Joi.string(),
      custom_details: Joi.object(),
    }).when('event_action', {
      is: 'trigger',
      then: Joi.required(),
      otherwise: Joi.forbidden(),
    }),
  }),
  body => (Buffer.byteLength(body) > 512 * 1_024 ? ['it is larger than 512 KB'] : []),
)

const alert = Joi.object({
  message: text(130),
  alias: text(512),
  description: Joi.string().max(15_000),
  entity: Joi.string().max(512),
  source: Joi.string().max(100),
  tags: Joi.array().items(Joi.string().max(50)).max(20),
  details: Joi.object().custom((details: object, helpers) =>
    Object.entries(details).join('').length <= 8_000 ? details : helpers.error('any.invalid'),
  ),
  priority: Joi.valid('P1', 'P2', 'P3', 'P4', 'P5'),
})
const change = Joi.object({ source: Joi.string().max(100), note: Joi.string().max(25_000) })

/** docs.opsgenie.com: the alert API, by alias, with a key in its own scheme. */
export const opsgenieRules: Rules = request => {
  const isChange = /^\/v2\/alerts\/[^/]+\/(close|acknowledge)\?identifierType=alias$/.test(
    request.path,
  )
  const shape = shapedAs(isChange ? change : alert)
  return [
    ...shape(request),
    ...(isChange || request.path === '/v2/alerts' ? [] : [`there is no ${request.path}`]),
    ...(/^GenieKey \S+$/.test(request.headers['authorization'] ?? '') ? [] : ['who asks?']),
  ]
}

const labels = Joi.object()
  .pattern(/^[a-zA-Z_][a-zA-Z0-9_]*$/, Joi.string().min(1))
  .required()

/** prometheus.io, and the OpenAPI document of Alertmanager's API v2. */
export const alertmanagerRules = shapedAs(
  Joi.array()
    .items(
      Joi.object({
        labels: labels.keys({ alertname: Joi.string().required() }),
        annotations: labels,
        startsAt: Joi.string().isoDate().required(),
        endsAt: Joi.string().isoDate().required(),
        generatorURL: uri,
      }),
    )
    .min(1),
  body =>
    JSON.parse(body)
      .filter((one: { startsAt: string; endsAt: string }) => one.endsAt < one.startsAt)
      .map(() => 'it ends before it starts'),
)

const told = Joi.object({
  ...{ id: Joi.string().uuid().required(), event_id: Joi.string().uuid().required() },
  ...{ source_event_id: Joi.string().uuid().required(), board_id: Joi.string().uuid().allow(null) },
  ...{ kind: text(40), subject: text(4_200), text: text(4_200) },
  state: Joi.valid('raised', 'cleared').required(),
  severity: Joi.valid('warning', 'critical', 'ok').required(),
  reminder: Joi.string().allow(null).required(),
  at: Joi.string().isoDate().required(),
  since: Joi.string().isoDate().allow(null).required(),
  nature: Joi.valid('problem', 'waits').required(),
  people: Joi.array().items(text(200).optional()).max(20).required(),
  labels: Joi.object()
    .pattern(/^[a-z][a-z0-9_]{0,39}$/, text(200))
    .max(10)
    .required(),
  link: uri.allow(null).required(),
  commands: Joi.array().items(text(500).optional()).max(2).required(),
})

/** docs/how-to/alarms.md: our own JSON, and its signature. */
export const webhookRules = (secret: string): Rules => {
  const shape = shapedAs(
    Joi.object({
      ...{ id: Joi.string().uuid().required(), sent_at: Joi.string().isoDate().required() },
      ...{ node: text(200), summary: text(8_400), alarms: Joi.array().items(told).required() },
      severity: Joi.valid('warning', 'critical', 'ok').required(),
      ...{ kind: text(40), repeat: Joi.valid('no', 'possible').required() },
    }),
  )
  return request => {
    const signature = request.headers['decklog-signature'] ?? ''
    const [, at = '', hex = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? []
    const proof = createHmac('sha256', secret).update(`${at}.${request.body}`).digest('hex')
    return [...shape(request), ...(hex === proof ? [] : ['it is not signed so'])]
  }
}
