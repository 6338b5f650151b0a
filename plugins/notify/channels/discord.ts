import type { Channel, ChannelParts } from './channel.ts'
import type { Message } from './message.ts'
import { createSecretUrlChannel } from './secret-url.ts'
import type { ChannelSettings } from './settings.ts'
import { bounded, colourOf, footerOf, linesOf, oneLine, shapeOf } from './text.ts'

// discord.com/developers, Message Resource: title 256, description 4,096, footer 2,048 characters, 6,000 in all.
const titleMost = 256
const descriptionMost = 4_096
const footerMost = 1_000
const alarmsMost = 20

/** Creates a channel of Discord, over a webhook. */
export function createDiscord(settings: ChannelSettings, parts: ChannelParts): Channel {
  return createSecretUrlChannel(settings, parts, { type: 'discord', bodyOf: discordBody })
}

function discordBody(message: Message): object {
  const { title, severity, link, at } = message
  return {
    // Nobody is called by what a text happens to say.
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: oneLine(escaped(`${shapeOf[severity]} ${title}`), titleMost),
        description: descriptionOf(message),
        color: colourOf[severity],
        footer: { text: oneLine(footerOf(message), footerMost) },
        timestamp: at.toISOString(),
        ...(link !== null && { url: link }),
      },
    ],
  }
}

function descriptionOf({ sentence, alarms, commands }: Message): string {
  const lines = [
    bounded(escaped(sentence), 1_500),
    ...linesOf(alarms, alarmsMost).map(line => oneLine(escaped(line), 100)),
    ...(commands.length === 0 ? [] : [codeBlock(commands)]),
  ]
  return bounded(lines.join('\n'), descriptionMost)
}

function codeBlock(commands: readonly string[]): string {
  return ['```sh', ...commands.map(line => oneLine(line.replaceAll('`', "'"), 400)), '```'].join(
    '\n',
  )
}

/** Text in which nothing is a format, a link, a mention or a time stamp. */
function escaped(text: string): string {
  return text.replace(/[\\`*_~|>#<[\]()@:-]/g, '\\$&')
}
