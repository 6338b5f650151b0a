import Joi from 'joi'
import { parkedPlace } from '../projecting/projection-operation-routes.ts'
import type { ApiClient } from './command.ts'
import type { CoreCommand } from './core-command.ts'
import { formatTable } from './format-table.ts'
import { projectionPath } from './projection-path.ts'
import { readAnswer } from './read-answer.ts'

const pageSize = 200

interface Parked {
  readonly key: string
  readonly position: string
  readonly stream: string
  readonly revision: string
  readonly event_id: string
  readonly type: string
  readonly error: string | null
}

const parkedEvent = Joi.object({
  key: Joi.string(),
  position: Joi.string(),
  stream: Joi.string(),
  revision: Joi.string(),
  event_id: Joi.string(),
  type: Joi.string(),
  error: Joi.string().allow(null),
})

/** `decklog projections parked` */
export const projectionsParked: CoreCommand = {
  name: 'projections parked',
  summary: 'list the events that a projection has set aside; exit code 1 when there are any',
  calls: 'api',
  arguments: [{ syntax: '<name>', summary: 'name of the projection' }],
  examples: ['decklog projections parked disk-status'],
  async run({ api, options, print }) {
    const parked = await readParked(api, String(options['name']))
    if (options['json']) print(JSON.stringify({ parked }))
    else
      formatTable(
        ['key', 'position', 'stream', 'revision', 'type', 'error'],
        parked.map(({ event_id: _id, error, ...one }) => [
          ...[one.key, one.position, one.stream, one.revision, one.type],
          error ?? 'waits behind the one before',
        ]),
      ).forEach(print)
    return parked.length > 0 ? 1 : 0
  },
}

async function readParked(api: ApiClient, name: string): Promise<readonly Parked[]> {
  const all: Parked[] = []
  for (let after = ''; ;) {
    const answer = await api.get(`${projectionPath(name, 'parked')}?limit=${pageSize}${after}`)
    const { parked } = readAnswer<{ parked: readonly Parked[] }>(answer, {
      parked: Joi.array().items(parkedEvent),
    })
    all.push(...parked)
    const last = parked.at(-1)
    if (!last || parked.length < pageSize) return all
    after = `&after=${parkedPlace.write(last, name)}`
  }
}
