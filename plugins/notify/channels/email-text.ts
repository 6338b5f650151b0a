import type { Message } from './message.ts'
import { bounded, colourOf, footerOf, linesOf, oneLine, shapeOf } from './text.ts'

// RFC 5322, section 2.1.1, asks for lines of 78 characters; a subject that is cut by nobody's list of messages is shorter.
const subjectMost = 200
const alarmsMost = 100

/** A message as a mail, in text and in HTML. */
export function mailOf(message: Message) {
  const { id, severity, title, alarms, kind, at } = message
  const [only] = alarms.length === 1 ? alarms : []
  const thread = only && `<alarm.${only.alarmId}@decklog>`
  return {
    subject: oneLine(`${shapeOf[severity]} ${title}`, subjectMost),
    text: textOf(message),
    html: htmlOf(message),
    date: at,
    // The same at every attempt, so that mailboxes show a repeat once.
    messageId: `<${id}@decklog>`,
    // Mailboxes show what is of one alarm together.
    ...(thread && { inReplyTo: thread, references: thread }),
    // RFC 3834: nobody's absence answers.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    ...(severity === 'critical' && kind !== 'digest' && { priority: 'high' as const }),
  }
}

/** A mail as it is sent, for people to read: its headers, but for those that say how it is encoded, and both its texts. */
export function mailShown(
  message: Message,
  { from, to }: { readonly from: string; readonly to: readonly string[] },
): string {
  const { subject, text, html, date, messageId, inReplyTo, references, headers, priority } =
    mailOf(message)
  const head = {
    ...{ From: from, To: to.join(', '), Subject: subject, 'Message-ID': messageId },
    ...(references !== undefined && { 'In-Reply-To': inReplyTo, References: references }),
    Date: date.toUTCString().replace('GMT', '+0000'),
    ...headers,
    ...(priority && { Importance: 'High' }),
  }
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`)
  return [...lines, '', text, 'The same as HTML:', html].join('\n')
}

function textOf(message: Message): string {
  const { sentence, alarms, commands, link } = message
  const paragraphs = [
    bounded(sentence, 8_000),
    linesOf(alarms, alarmsMost)
      .map(line => oneLine(line, 500))
      .join('\n'),
    commands.map(line => `  ${line}`).join('\n'),
    link ?? '',
    `-- \n${footerOf(message)}`,
  ]
  return `${paragraphs.filter(one => one !== '').join('\n\n')}\n`
}

function htmlOf(message: Message): string {
  const { severity, title, sentence, alarms, commands, link } = message
  const colour = `#${colourOf[severity].toString(16).padStart(6, '0')}`
  const items = linesOf(alarms, alarmsMost).map(line => `<li>${escaped(oneLine(line, 500))}</li>`)
  const lines = commands.map(escaped).join('\n')
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"></head>',
    '<body style="font-family:sans-serif;line-height:1.45">',
    `<h2 style="color:${colour}">${escaped(oneLine(`${shapeOf[severity]} ${title}`, subjectMost))}</h2>`,
    `<p>${escaped(bounded(sentence, 8_000)).replaceAll('\n', '<br>')}</p>`,
    items.length === 0 ? '' : `<ul>${items.join('')}</ul>`,
    lines === '' ? '' : `<pre>${lines}</pre>`,
    link === null ? '' : `<p><a href="${escaped(link)}">Open in the console</a></p>`,
    `<p><small>${escaped(footerOf(message))}</small></p>`,
    '</body></html>',
  ].join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character] ?? character)
}
