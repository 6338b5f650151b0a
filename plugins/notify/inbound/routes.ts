import Joi from 'joi'
import { readFile } from 'node:fs/promises'
import {
  codeOf,
  DecklogError,
  defineRoute,
  eachInTurns,
  type Host,
  keepable,
  type Route,
} from '../../../core/plugin-api.ts'
import type { InboundSettings } from '../channels/settings.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { createHandling } from '../handling/handle.ts'
import { alarmDecider } from '../raising/alarm.ts'
import type { AlarmRow, TellingRow } from '../rows.ts'
import { alarmStream } from '../streams.ts'
import { readKept } from '../telling/incidents-at.ts'
import { openIncidents, timelinesOf } from '../telling/open-incidents.ts'
import {
  hasToken,
  type InboundWord,
  isSignedByPagerduty,
  opsgenieWord,
  pagerdutyWord,
} from './words.ts'

type NotifyHost = Host<NotifyConfig, NotifyEvent>
type Sent = { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> }

interface Side {
  readonly type: 'pagerduty' | 'opsgenie'
  readonly title: string
  readonly proof: string
  proves(sent: Sent, secret: string): boolean
  wordOf(payload: unknown): InboundWord | undefined
}

const sides: readonly Side[] = [
  {
    ...{ type: 'pagerduty', title: 'PagerDuty' },
    proof: 'signed as webhook subscriptions (v3) are',
    proves: ({ body, headers }, secret) =>
      isSignedByPagerduty(body, headers['x-pagerduty-signature'], secret),
    wordOf: pagerdutyWord,
  },
  {
    ...{ type: 'opsgenie', title: 'Opsgenie' },
    proof: 'with the token in `Authorization: Bearer …`',
    proves: ({ headers }, secret) => hasToken(headers['authorization'], secret),
    wordOf: opsgenieWord,
  },
]

/** The routes by which people who were told elsewhere look after alarms there. */
export function inboundRoutes(host: NotifyHost): readonly Route[] {
  return sides.map(side => inboundRoute(host, side))
}

function inboundRoute(host: NotifyHost, side: Side): Route {
  const { type, title, proof } = side
  const handle = createHandling(host)
  return defineRoute<{ channel: string }>({
    method: 'POST',
    path: `/api/v1/inbound/${type}/{channel}`,
    scope: 'public',
    revision: 'none',
    sent: 'kept',
    summary: `What was acknowledged or resolved in ${title}: its webhook calls this, ${proof}.`,
    tags: ['alarms'],
    params: Joi.object({
      channel: Joi.string().max(40).required().description('Name of the channel.'),
    }),
    payload: Joi.object().unknown().required(),
    response: Joi.object({
      outcome: Joi.valid('taken', 'ignored')
        .required()
        .description('`ignored`: it says nothing of an alarm that stands and was told there.'),
    }),
    async handle({ params, payload, sent, signal }) {
      const settings = host.config.channels[type].find(({ name }) => name === params.channel)
      await requireProof(settings, side, sent)
      const word = side.wordOf(payload)
      const alarms = word ? await alarmsOf(host, word, params.channel) : []
      if (!word || alarms.length === 0) return { body: { outcome: 'ignored' } }
      const { verb } = word
      const by = { kind: 'service', id: params.channel } as const
      const note = keepable(`${title}: ${verb}d by ${word.who}`, 1_000)
      await eachInTurns(alarms, { atOnce: 8, signal }, async alarmId => {
        const command = handle({ verb, alarmId, note, by })
        await host
          .execute(alarmDecider, { stream: alarmStream(alarmId), command, actor: by })
          .catch(unlessOver)
      })
      // Who is not answered says it again, of those that are left.
      signal.throwIfAborted()
      return { body: { outcome: 'taken' } }
    },
  })
}

/** Who is not known and who cannot prove it are answered alike. */
async function requireProof(
  settings: InboundSettings | undefined,
  { proves }: Side,
  sent: Sent | undefined,
): Promise<void> {
  const file = settings?.inboundSecretFile
  const secret = file === undefined ? '' : (await readFile(file, 'utf8').catch(() => '')).trim()
  if (secret.length >= leastSecret && sent && proves(sent, secret)) return
  throw new DecklogError('DECKLOG_UNAUTHENTICATED', 'This is not signed as that channel signs.')
}

const leastSecret = 16

/** It may be over since it was looked for: that is no reason to leave the others of its storm alone. */
function unlessOver(error: unknown): void {
  if (codeOf(error) !== 'DECKLOG_REFUSED') throw error
}

/**
 * The alarms that a word is about: that stand, were told to that channel, and have not been raised anew since. A channel answers for
 * what it was told alone, and a word that comes late, or again, ends nothing that it did not mean.
 */
async function alarmsOf(
  host: NotifyHost,
  { key, at }: InboundWord,
  channel: string,
): Promise<readonly string[]> {
  const told = { equals: { alarm_id: key, webhook: channel }, limit: 1 }
  const { rows: own } = await host.rows<TellingRow>('tellings', told)
  const ids = own.length > 0 ? [key] : await standingIn(host, key, channel)
  const which = { keys: ids, columns: ['state', 'since'] }
  const { rows } = await host.all<Pick<AlarmRow, 'state' | 'since'>>('alarms', which)
  return rows
    .filter(({ state, since }) => state === 'raised' && (at === null || at >= since))
    .map(({ _key }) => _key)
}

/** The alarms of a storm that are in it still: what was raised anew since is told under another key. */
async function standingIn(
  host: NotifyHost,
  storm: string,
  channel: string,
): Promise<readonly string[]> {
  const kept = timelinesOf(await readKept(host, channel, { storms: [storm] }))
  return [...kept].flatMap(([id, rows]) => (openIncidents(rows).has(storm) ? [id] : []))
}
