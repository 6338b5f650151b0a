import Joi from 'joi'
import { alarmSeverities, duration } from '../../../core/plugin-api.ts'
import type { Channel, ChannelParts } from './channel.ts'
import { createHttpChannel } from './http-channel.ts'
import type { Message, ToldAlarm } from './message.ts'
import { readSecretIfAny, readUrl } from './read-values.ts'
import { type ChannelSettings, fileKey, receiverKeys, receiverName } from './settings.ts'
import { bounded, oneLine, peopleOf } from './text.ts'

const labelMost = 500
const annotationMost = 4_000
const week = 7 * 86_400

/** The settings of a channel of Alertmanager. */
export interface AlertmanagerSettings extends ChannelSettings {
  /** Seconds. */
  readonly holdFor: number
}

/** Schema of a channel of Alertmanager. */
export const alertmanagerSchema = Joi.object({
  ...receiverName,
  url: Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .meta({ judges: false })
    .description(
      'Where it is: `http://alertmanager:9093`, with its route prefix where it has one.',
    ),
  urlFile: fileKey('File that holds the URL.'),
  secret: Joi.string().meta({ secret: true }).description('Bearer token, where it needs one.'),
  secretFile: fileKey('File that holds the token.'),
  holdFor: duration()
    .min(60)
    .default(week)
    .description('How long it takes an alarm for raised that it hears no more of.'),
  ...receiverKeys,
})
  .xor('url', 'urlFile')
  .oxor('secret', 'secretFile')

/** Creates a channel of Alertmanager, by version 2 of its API. */
export function createAlertmanager(settings: AlertmanagerSettings, parts: ChannelParts): Channel {
  const { name, holdFor } = settings
  const place = { path: `plugins.notify.channels.alertmanager.${name}` }
  return createHttpChannel(
    {
      ...{ name, type: 'alertmanager', acknowledgements: 'not_told', mostAlarms: 100 },
      shown: { url: '', token: undefined },
      read: async () => ({
        url: `${(await readUrl(settings, place)).replace(/\/+$/, '')}/api/v2/alerts`,
        token: await readSecretIfAny(settings, place),
      }),
      posts(message, { url, token }) {
        const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
        return [{ url, headers, body: JSON.stringify(alertsOf(message, holdFor)) }]
      },
    },
    parts,
  )
}

function alertsOf(message: Message, holdFor: number): readonly object[] {
  if (message.alarms.length === 0) return [testAlert(message)]
  return message.alarms.flatMap(alarm => alertsOfAlarm(alarm, message, holdFor))
}

/**
 * Labels are what an alert is known by there, and people route by its severity: an alarm is an alert of each severity, of which
 * one stands at most.
 */
function alertsOfAlarm(alarm: ToldAlarm, { at }: Message, holdFor: number): readonly object[] {
  const { kind, alarmId, subject, boardId, labels, since, link } = alarm
  const starts = since ?? alarm.at
  return alarmSeverities.map(severity => {
    const stands = severity === alarm.severity
    const ends = stands ? new Date(at.getTime() + holdFor * 1_000) : at
    return {
      labels: {
        ...labels,
        alertname: `decklog_${kind}`,
        alarm_id: alarmId,
        subject: oneLine(subject, labelMost),
        severity,
        ...(boardId !== null && { board_id: boardId }),
      },
      annotations: annotationsOf(alarm),
      startsAt: (starts < ends ? starts : ends).toISOString(),
      endsAt: ends.toISOString(),
      ...(link !== null && { generatorURL: link }),
    }
  })
}

function annotationsOf(alarm: ToldAlarm): Readonly<Record<string, string>> {
  const { text, subject, commands } = alarm
  const people = peopleOf([alarm])
  return {
    summary: oneLine(subject, labelMost),
    description: bounded(text, annotationMost),
    ...(commands.length > 0 && { commands: bounded(commands.join('\n'), annotationMost) }),
    ...(people !== '' && { for: people }),
  }
}

// A trial is over as soon as it has begun.
function testAlert({ sentence, at }: Message): object {
  return {
    labels: { alertname: 'decklog_test', severity: 'warning' },
    annotations: { summary: sentence },
    startsAt: at.toISOString(),
    endsAt: new Date(at.getTime() + 60_000).toISOString(),
  }
}
