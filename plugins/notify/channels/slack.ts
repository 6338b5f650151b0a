import type { Channel, ChannelParts } from './channel.ts'
import type { Message } from './message.ts'
import { createSecretUrlChannel } from './secret-url.ts'
import type { ChannelSettings } from './settings.ts'
import { bounded, footerOf, linesOf, shapeOf } from './text.ts'

// docs.slack.dev, Block Kit: header 150, section 3,000 and context element 3,000 characters, 50 blocks; a URL 3,000.
const headerMost = 150
const sectionMost = 3_000
const alarmsMost = 20

/** Creates a channel of Slack, over an incoming webhook. */
export function createSlack(settings: ChannelSettings, parts: ChannelParts): Channel {
  return createSecretUrlChannel(settings, parts, { type: 'slack', bodyOf: slackBody })
}

/** What is posted. Foreign text stands in `plain_text`, where nothing is a mention, a link or a format. */
function slackBody(message: Message): object {
  const { alarms, title, sentence, severity, link, commands } = message
  const heading = `${shapeOf[severity]} ${title}`
  const open = link === null ? [] : [`<${link}|Open in the console>`]
  const lines = commands.map(line => `\`${escaped(line.replaceAll('`', "'"), 1_000)}\``)
  return {
    // What a phone's lock screen and a screen reader have.
    text: escaped(`${heading} – ${sentence}`, sectionMost),
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: plain(heading, headerMost) },
      section(plain(sentence, sectionMost)),
      ...linesOf(alarms, alarmsMost).map(line => section(plain(line, 500))),
      ...(lines.length + open.length === 0
        ? []
        : [section({ type: 'mrkdwn', text: [...lines, ...open].join('\n'), verbatim: true })]),
      { type: 'context', elements: [plain(footerOf(message), 1_000)] },
    ],
  }
}

function section(text: object): object {
  return { type: 'section', text }
}

function plain(text: string, most: number): object {
  return { type: 'plain_text', text: escaped(text, most), emoji: false }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Text with Slack's three control characters escaped, so much of it that it is no longer than `most` when that is done. */
function escaped(text: string, most: number): string {
  const clean = bounded(text, most)
  let length = 0
  let end = 0
  for (const character of clean) {
    length += (entities[character] ?? character).length
    if (length > most) break
    end += character.length
  }
  return clean.slice(0, end).replace(/[&<>]/g, character => entities[character] ?? character)
}
