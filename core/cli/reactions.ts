import { setTimeout as delay } from 'node:timers/promises'
import { parkedReactionPlace } from '../running/reaction-routes.ts'
import { fields, list, number, type Of, orNull, readAnswer, text } from './answer.ts'
import type { ApiClient, CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'

const pageSize = 200
const lookEveryMs = 500

const standing = fields({
  plugin: text,
  position: text,
  parked: number,
  retrying: number,
  missed: orNull(text),
})
const parkedEvent = fields({
  position: text,
  stream: text,
  revision: text,
  event_id: text,
  type: text,
  error: text,
  parked_at: text,
  retry_asked_at: orNull(text),
})

const name = { syntax: '<plugin>', summary: 'name of the plugin' }

/** `decklog reactions list` */
const reactionsList: CoreCommand = {
  name: 'reactions list',
  summary: 'list how far each plugin has reacted, and what it could not react to',
  calls: 'api',
  examples: ['decklog reactions list'],
  async run({ api, options, print }) {
    const reactions = await readReactions(api)
    if (options['json']) print(JSON.stringify({ reactions }))
    else
      formatTable(
        ['plugin', 'position', 'parked', 'missed'],
        reactions.map(one => [one.plugin, one.position, String(one.parked), one.missed ?? '']),
      ).forEach(print)
    return 0
  },
}

/** `decklog reactions parked` */
const reactionsParked: CoreCommand = {
  name: 'reactions parked',
  summary: 'list the events that a plugin could not react to; exit code 1 when there are any',
  calls: 'api',
  arguments: [name],
  examples: ['decklog reactions parked disk'],
  async run({ api, options, print }) {
    const parked = await readParked(api, String(options['plugin']))
    if (options['json']) print(JSON.stringify({ parked }))
    else
      formatTable(
        ['position', 'stream', 'revision', 'type', 'error'],
        parked.map(one => [one.position, one.stream, one.revision, one.type, one.error]),
      ).forEach(print)
    return parked.length > 0 ? 1 : 0
  },
}

/** `decklog reactions retry` */
const reactionsRetry: CoreCommand = {
  name: 'reactions retry',
  summary: 'try once more what a plugin could not react to; exit code 1 when some are left',
  calls: 'api',
  arguments: [name],
  options: [{ syntax: '--position <position>', summary: 'only the event at this position' }],
  examples: ['decklog reactions retry disk'],
  async run({ api, options, print }) {
    const plugin = String(options['plugin'])
    const { position } = options
    const body = typeof position === 'string' ? { position } : {}
    const told = await api.post(reactionPath(plugin, 'retry'), body)
    const { asked } = readAnswer(told, fields({ asked: number }))
    let left = await readParked(api, plugin)
    for (; left.some(isToBeTried); left = await readParked(api, plugin)) await delay(lookEveryMs)
    if (options['json']) print(JSON.stringify({ asked, parked: left.length }))
    else print(`${asked} tried once more, ${left.length} still set aside`)
    return left.length > 0 ? 1 : 0
  },
}

/** `decklog reactions acknowledge` */
const reactionsAcknowledge: CoreCommand = {
  name: 'reactions acknowledge',
  summary: 'note that it is known what a plugin may have missed when the ledger became another',
  calls: 'api',
  arguments: [name],
  examples: ['decklog reactions acknowledge disk'],
  async run({ api, options, print }) {
    const plugin = String(options['plugin'])
    const answer = readAnswer(await api.post(reactionPath(plugin, 'acknowledge'), {}), standing)
    print(options['json'] ? JSON.stringify(answer) : `${plugin} is acknowledged`)
    return 0
  },
}

/** Commands about the reactions of plugins. */
export const reactionCommands: readonly CoreCommand[] = [
  reactionsList,
  reactionsParked,
  reactionsRetry,
  reactionsAcknowledge,
]

async function readReactions(api: ApiClient): Promise<readonly Of<typeof standing>[]> {
  const answer = await api.get('/api/v1/reactions')
  return readAnswer(answer, fields({ reactions: list(standing) })).reactions
}

function isToBeTried({ retry_asked_at: asked }: Of<typeof parkedEvent>): boolean {
  return asked !== null
}

async function readParked(
  api: ApiClient,
  plugin: string,
): Promise<readonly Of<typeof parkedEvent>[]> {
  const all: Of<typeof parkedEvent>[] = []
  for (let after = ''; ;) {
    const answer = await api.get(`${reactionPath(plugin, 'parked')}?limit=${pageSize}${after}`)
    const { parked } = readAnswer(answer, fields({ parked: list(parkedEvent) }))
    all.push(...parked)
    const last = parked.at(-1)
    if (!last || parked.length < pageSize) return all
    after = `&after=${parkedReactionPlace.write(last, plugin)}`
  }
}

function reactionPath(plugin: string, what: string): string {
  return `/api/v1/reactions/${encodeURIComponent(plugin)}/${what}`
}
