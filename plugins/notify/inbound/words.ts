import { createHmac, timingSafeEqual } from 'node:crypto'

/** What somebody said of an incident at the other side. */
export interface InboundWord {
  readonly verb: 'acknowledge' | 'resolve'
  /** Under which the other side keeps it: an alarm's id, or that of a storm. */
  readonly key: string
  /** Who said so, as the other side calls them; their text. */
  readonly who: string
  /** When; null where it does not say. */
  readonly at: Date | null
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function fieldOf(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, name) =>
      typeof found === 'object' && found !== null && Object.hasOwn(found, name)
        ? Reflect.get(found, name)
        : undefined,
    value,
  )
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise
}

function wordOf(
  verb: InboundWord['verb'] | undefined,
  key: unknown,
  rest: Pick<InboundWord, 'who' | 'at'>,
) {
  return verb && typeof key === 'string' && uuid.test(key) ? { verb, key, ...rest } : undefined
}

function timeOf(value: unknown): Date | null {
  const at = typeof value === 'string' || typeof value === 'number' ? new Date(value) : null
  return at === null || Number.isNaN(at.getTime()) ? null : at
}

/** What a webhook of PagerDuty (v3) says; undefined: nothing that is for us. Its key is ours. */
export function pagerdutyWord(payload: unknown): InboundWord | undefined {
  const verbs = { 'incident.acknowledged': 'acknowledge', 'incident.resolved': 'resolve' } as const
  const type = String(fieldOf(payload, 'event', 'event_type'))
  const verb = Object.entries(verbs).find(([name]) => name === type)?.[1]
  const who = textOf(fieldOf(payload, 'event', 'agent', 'summary'), 'somebody')
  const at = timeOf(fieldOf(payload, 'event', 'occurred_at'))
  return wordOf(verb, fieldOf(payload, 'event', 'data', 'incident_key'), { who, at })
}

/** What a webhook of Opsgenie says; undefined: nothing that is for us. Its alias is ours. */
export function opsgenieWord(payload: unknown): InboundWord | undefined {
  const verbs = { Acknowledge: 'acknowledge', Close: 'resolve' } as const
  const action = String(fieldOf(payload, 'action'))
  const verb = Object.entries(verbs).find(([name]) => name === action)?.[1]
  const who = textOf(fieldOf(payload, 'alert', 'username'), 'somebody')
  // In milliseconds.
  const at = timeOf(fieldOf(payload, 'alert', 'updatedAt'))
  return wordOf(verb, fieldOf(payload, 'alert', 'alias'), { who, at })
}

/** Whether one of the signatures of `X-PagerDuty-Signature` (`v1=<hex>,v1=<hex>`) is that of the body under the secret. */
export function isSignedByPagerduty(
  body: Buffer,
  header: string | undefined,
  secret: string,
): boolean {
  const expected = createHmac('sha256', secret).update(body).digest()
  // A few at most: while a secret is changed there are two.
  const given = (header ?? '').split(',').slice(0, 5)
  return given.some(one => {
    const [, hex = ''] = /^\s*v1=([0-9a-f]{64})\s*$/i.exec(one) ?? []
    return hex !== '' && timingSafeEqual(expected, Buffer.from(hex, 'hex'))
  })
}

/** Whether `Authorization: Bearer <token>` carries the token. Both are hashed, so that the comparison tells not even a length. */
export function hasToken(header: string | undefined, token: string): boolean {
  const [, given = ''] = /^Bearer (\S{1,500})$/.exec(header ?? '') ?? []
  const digest = (text: string): Buffer => createHmac('sha256', 'decklog').update(text).digest()
  return given !== '' && timingSafeEqual(digest(given), digest(token))
}
