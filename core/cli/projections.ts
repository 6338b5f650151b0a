import { parkedPlace } from '../projecting/projection-operation-routes.ts'
import { fields, list, number, type Of, orNull, readAnswer, text } from './answer.ts'
import type { ApiClient, CoreCommand } from './command.ts'
import { formatTable } from './format-table.ts'
import { createProgress } from './progress.ts'
import { projectionsRebuild } from './projections-rebuild.ts'
import { projectionsVerify } from './projections-verify.ts'
import { projectionPath, readProjections } from './read-projections.ts'

const pageSize = 200

/** `decklog projections list` */
const projectionsList: CoreCommand = {
  name: 'projections list',
  summary: 'list the projections with position, state and parked events',
  calls: 'api',
  examples: ['decklog projections list'],
  async run({ api, options, print }) {
    const projections = await readProjections(api)
    if (options['json']) print(JSON.stringify({ projections }))
    else
      formatTable(
        ['projection', 'version', 'state', 'position', 'parked', 'reason'],
        projections.map(one => [
          one.name,
          `${one.version}.${one.generation}`,
          one.state,
          one.position,
          String(one.parked),
          one.reason ?? '',
        ]),
      ).forEach(print)
    return 0
  },
}

/** `decklog projections lag` */
const projectionsLag: CoreCommand = {
  name: 'projections lag',
  summary: 'show how far each projection is behind; exit code 1 unless all are live',
  calls: 'api',
  examples: ['decklog projections lag', 'watch decklog projections lag'],
  async run({ api, options, print }) {
    const projections = await readProjections(api)
    const lags = projections.map(({ name, state, lag_events, lag_seconds }) => {
      return { name, state, lag_events, lag_seconds }
    })
    if (options['json']) print(JSON.stringify({ projections: lags }))
    else
      formatTable(
        ['projection', 'state', 'events', 'seconds'],
        lags.map(lag => [lag.name, lag.state, known(lag.lag_events), known(lag.lag_seconds)]),
      ).forEach(print)
    return lags.every(({ state }) => state === 'live') ? 0 : 1
  },
}

function known(value: number | null): string {
  return value === null ? 'unknown' : String(value)
}

const parkedEvent = fields({
  key: text,
  position: text,
  stream: text,
  revision: text,
  event_id: text,
  type: text,
  error: orNull(text),
})
const parkedPage = fields({ parked: list(parkedEvent) })
type Parked = Of<typeof parkedEvent>

/** `decklog projections parked` */
const projectionsParked: CoreCommand = {
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
    const { parked } = readAnswer(answer, parkedPage)
    all.push(...parked)
    const last = parked.at(-1)
    if (!last || parked.length < pageSize) return all
    after = `&after=${parkedPlace.write(last, name)}`
  }
}

const retried = fields({ applied: number, parked: number, next: orNull(text) })

/** `decklog projections retry` */
const projectionsRetry: CoreCommand = {
  name: 'projections retry',
  summary: 'apply the events set aside, in order; exit code 1 when some are left',
  calls: 'api',
  arguments: [{ syntax: '<name>', summary: 'name of the projection' }],
  examples: ['decklog projections retry disk-status'],
  async run({ api, options, print }) {
    const name = String(options['name'])
    const progress = createProgress(name)
    let applied = 0
    for (let body: object = {}; ;) {
      const answer = readAnswer(await api.post(projectionPath(name, 'retry'), body), retried)
      const { parked, next } = answer
      applied += answer.applied
      progress.update(applied, applied + parked, `${applied} applied`)
      if (next !== null) body = { after: next }
      else {
        progress.end()
        if (options['json']) print(JSON.stringify({ applied, parked }))
        else print(`${applied} applied, ${parked} still set aside`)
        return parked > 0 ? 1 : 0
      }
    }
  },
}

/** Commands about the read models. */
export const projectionCommands: readonly CoreCommand[] = [
  projectionsList,
  projectionsLag,
  projectionsParked,
  projectionsRetry,
  projectionsRebuild,
  projectionsVerify,
]
