import Joi from 'joi'
import type { Logger } from 'pino'
import { Subscription } from 'rxjs'
import type { Clock } from '../clock.ts'
import { DecklogError, invalidField } from '../errors.ts'
import type { ProjectionPositions } from '../projecting/projection-status.ts'
import type { Changes } from '../readmodel/changes.ts'
import { decodeLiveCursor, LiveConnection, type LivePositions } from './live-connection.ts'
import { LiveHub } from './live-hub.ts'
import { type Call, defineRoute, type Route } from './route.ts'

/** What the event stream needs. */
export interface LiveOptions {
  readonly changes: Pick<
    Changes,
    'changes$' | 'anew$' | 'connected$' | 'changedSince' | 'canFollow'
  >
  readonly positions: Pick<ProjectionPositions, 'status'>
  readonly clock: Clock
  readonly log: Logger
}

/** The event stream of all read models. */
export interface Live {
  readonly route: Route
  /** Ends every stream and takes no more. */
  close(): void
}

type StreamCall = Call<unknown, { readonly topics?: string }>

/** Creates the event stream. It listens to changes from its first reader on. */
export function createLive(options: LiveOptions): Live {
  const hub = new LiveHub(options)
  const work = new Subscription()
  let phase: 'idle' | 'listening' | 'closed' = 'idle'

  const listen = (): void => {
    if (phase === 'closed')
      throw new DecklogError('DECKLOG_SHUTTING_DOWN', 'This process is stopping.')
    if (phase === 'listening') return
    phase = 'listening'
    const { changes, clock } = options
    work.add(changes.changes$.subscribe(({ topic, position }) => hub.moved(topic, position)))
    work.add(changes.anew$.subscribe(({ topic, position }) => hub.anew(topic, position)))
    work.add(changes.connected$.subscribe(() => hub.recheck()))
    work.add(clock.ticks(1_000).subscribe(() => tick(hub)))
  }

  return {
    route: streamRoute(async call => {
      listen()
      return open(hub, call, options.clock)
    }),
    close() {
      phase = 'closed'
      work.unsubscribe()
      hub.connections().forEach(connection => connection.end())
    },
  }
}

async function open(hub: LiveHub, call: StreamCall, clock: Clock): Promise<LiveConnection> {
  const topics = chosenTopics(hub, call.query.topics)
  const known = call.lastEventId === undefined ? undefined : decodeLiveCursor(call.lastEventId)
  const positions: LivePositions = new Map(
    topics.map(topic => [topic, known?.get(topic) ?? hub.position(topic)]),
  )
  const keys = call.caller.boards === null ? 'shown' : 'hidden'
  const connection = new LiveConnection({ clock, positions, keys })
  connection.stream.once('close', () => hub.leave(connection))
  try {
    for (const topic of topics) {
      if (known?.has(topic) === false) connection.reset(topic, hub.position(topic))
      await hub.join(connection, topic, known?.has(topic) ? 'resumed' : 'now')
    }
    return connection
  } catch (error) {
    hub.leave(connection)
    connection.stream.destroy()
    throw error
  }
}

function chosenTopics(hub: LiveHub, asked: string | undefined): readonly string[] {
  const all = hub.topics()
  const topics = asked === undefined ? all : [...new Set(asked.split(','))]
  if (topics.every(topic => all.includes(topic))) return topics
  throw invalidField('topics', `must be names of projections: ${all.join(', ')}`)
}

function tick(hub: LiveHub): void {
  hub.tick()
  hub.connections().forEach(connection => connection.tick())
}

function streamRoute(openFor: (call: StreamCall) => Promise<LiveConnection>): Route {
  return defineRoute<unknown, { readonly topics?: string }>({
    method: 'GET',
    path: '/api/v1/stream',
    scope: 'read',
    tags: ['live'],
    summary:
      'Follows changes of read models as server-sent events. A message is {topic, key, position}, a hint to read again (key is null for tokens limited to boards); an event of the name reset, {topic, position}, says that everything of the topic is to be read again: it cannot be resumed, or rows changed behind what was told. The id is a cursor for Last-Event-ID.',
    query: Joi.object({
      topics: Joi.string()
        .max(2_000)
        .description('Names of projections with commas between; all by default.'),
    }),
    response: Joi.string().meta({ contentType: 'text/event-stream' }),
    async handle(call) {
      const { stream } = await openFor(call)
      return { body: stream, headers: { 'content-type': 'text/event-stream' } }
    },
  })
}
