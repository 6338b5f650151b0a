import type { Answered } from '../../../core/plugin-api.ts'
import type { Channel, ChannelParts, Receipt } from './channel.ts'
import type { Message, MessageSeverity } from './message.ts'
import { createSecretUrlChannel } from './secret-url.ts'
import type { ChannelSettings } from './settings.ts'
import { bounded, footerOf, linesOf, oneLine, shapeOf } from './text.ts'

// learn.microsoft.com, limits of Teams: 28 KB a message; what is cut here stays below that in UTF-8 at 4 bytes a character.
const titleMost = 200
const sentenceMost = 1_500
const alarmMost = 150
const alarmsMost = 20
const colours: Record<MessageSeverity, string> = {
  critical: 'Attention',
  warning: 'Warning',
  ok: 'Good',
}

/** Creates a channel of Microsoft Teams, over the URL of a workflow (“when a webhook request is received”). */
export function createTeams(settings: ChannelSettings, parts: ChannelParts): Channel {
  return createSecretUrlChannel(settings, parts, { type: 'teams', bodyOf: teamsBody, judge })
}

// The connectors of before workflows say so with status 200.
function judge({ status, body }: Answered): Receipt | undefined {
  if (status !== 200 || !/^Webhook (message delivery|Bad)/i.test(body)) return undefined
  const reason = 'it answered 200, and that the message was not delivered'
  return /HTTP error 429/.test(body)
    ? { outcome: 'failed', reason, patienceMs: 60_000 }
    : { outcome: 'failed', reason }
}

function teamsBody(message: Message): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: cardBody(message),
    actions: message.link === null ? [] : [openUrl(message.link)],
  }
  const contentType = 'application/vnd.microsoft.card.adaptive'
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] }
}

function cardBody(message: Message): readonly object[] {
  const { alarms, severity, title, sentence, commands } = message
  const heading = oneLine(`${shapeOf[severity]} ${title}`, titleMost)
  return [
    said(heading, { size: 'Large', weight: 'Bolder', color: colours[severity] }),
    said(bounded(sentence, sentenceMost)),
    ...linesOf(alarms, alarmsMost).map(line => said(oneLine(line, alarmMost))),
    ...commands.map(line => said(oneLine(line, 300), { fontType: 'Monospace' })),
    said(oneLine(footerOf(message), 300), { isSubtle: true, size: 'Small' }),
  ]
}

/** A paragraph of foreign text. Runs know no Markdown, where blocks of text do. */
function said(text: string, differs: object = {}): object {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text, ...differs }] }
}

function openUrl(link: string): object {
  return { type: 'Action.OpenUrl', title: 'Open in the console', url: link }
}
