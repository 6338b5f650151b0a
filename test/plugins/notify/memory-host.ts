import Joi from 'joi'
import type { Decider, Recorded } from '../../../core/event.ts'
import type { Host } from '../../../core/host.ts'
import { foldEvent } from '../../../core/projecting/fold.ts'
import type { Projection } from '../../../core/projection.ts'
import { createOutbound } from '../../../core/outbound/create-outbound.ts'
import { olderRows } from '../../../core/testing/folded-rows.ts'
import { notifyConfig, type NotifyConfig } from '../../../plugins/notify/config.ts'
import { type NotifyEvent, notifyEvents } from '../../../plugins/notify/events.ts'
import alarms from '../../../projections/alarms/projection.ts'
import channels from '../../../projections/channels/projection.ts'
import mutes from '../../../projections/mutes/projection.ts'
import notices from '../../../projections/notices/projection.ts'
import tellings from '../../../projections/tellings/projection.ts'
import windows from '../../../projections/windows/projection.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { silentLog } from '../../support/silent-log.ts'

const projections: readonly Projection[] = [alarms, channels, mutes, notices, tellings, windows]

/** What a receiver was sent, as the plain webhook has it. */
export interface SentMessage {
  readonly to: string
  readonly at: Date
  readonly repeat: boolean
  readonly body: {
    readonly summary: string
    readonly alarms: readonly {
      readonly id: string
      readonly state: string
      readonly severity: string
      readonly text: string
      readonly reminder: string | null
      readonly event_id: string
    }[]
  }
}

/** A host in memory: the plugin's own code over a list of events, with rows that are folded as they come. Quick enough for chance. */
export interface MemoryHost {
  readonly host: Host<NotifyConfig, NotifyEvent>
  readonly clock: FakeClock
  readonly events: readonly Recorded<NotifyEvent>[]
  readonly sent: readonly SentMessage[]
  rowsOf(projection: string): ReadonlyMap<string, object>
  /** What a receiver does with what it is sent: default takes it; who is mute takes it and does not say so. */
  behave(receiver: string, as: 'takes' | 'is down' | 'is mute'): void
  /** Other settings, for what is made from now on. */
  configure(section: object): void
  /** Puts a legal hold on a stream. */
  hold(stream: string): void
  /** The process is killed as soon as the next message has been taken, before it can record that. */
  dieAfterNextSend(): void
}

/** Creates a host in memory, of a process that may be killed. */
export function createMemoryHost(section: object): MemoryHost {
  const clock = createFakeClock('2026-01-01T00:00:00.000Z')
  const config = Joi.attempt(section, notifyConfig)
  const streams = new Map<string, Recorded<NotifyEvent>[]>()
  const events: Recorded<NotifyEvent>[] = []
  const rows = new Map(projections.map(({ name }) => [name, new Map<string, object>()]))
  const down = new Set<string>()
  const mute = new Set<string>()
  const sent: SentMessage[] = []
  const held = new Set<string>()
  let dying = false
  let isDead = false

  function append(stream: string, event: NotifyEvent): Recorded<NotifyEvent> {
    const { error } = notifyEvents[event.type].data.validate(event.data)
    if (error) throw error
    const of = streams.get(stream) ?? []
    const position = BigInt(events.length + 1)
    const id = `00000000-0000-7000-8000-${String(position).padStart(12, '0')}`
    const at = clock.now()
    const place = { stream, revision: BigInt(of.length), position, metadata: {} }
    const recorded = { ...event, ...place, id, receivedAt: at, recordedAt: at }
    of.push(recorded)
    streams.set(stream, of)
    events.push(recorded)
    for (const projection of projections) fold(projection, recorded)
    return recorded
  }

  function fold(projection: Projection, event: Recorded<NotifyEvent>): void {
    if (!(event.type in projection.on)) return
    const table = rows.get(projection.name)
    for (const key of new Set(projection.keys(event))) {
      const row = foldEvent(projection, key, table?.get(key), event)
      if (row) table?.set(key, row)
      else table?.delete(key)
    }
  }

  async function read(name: string, query: Parameters<Host['rows']>[1] = {}) {
    const { equals = {}, filled = [], keys, limit, older } = query
    const wanted = Object.entries(equals)
    const table = rows.get(name) ?? new Map<string, object>()
    const chosen = keys ? keys.filter(key => table.has(key)) : [...table.keys()]
    const found = chosen
      .filter(key => query.after === undefined || key > query.after)
      .filter(key => {
        const row = table.get(key) ?? {}
        const isFilled = filled.every(column => Reflect.get(row, column) !== null)
        return (
          isFilled && wanted.every(([column, value]) => isAmong(Reflect.get(row, column), value))
        )
      })
      .sort()
      .map(key => ({ ...table.get(key), _key: key }))
    if (older) return { rows: olderRows(found, older).slice(0, limit), position: 0n }
    return { rows: found.slice(0, limit), position: 0n }
  }

  const host = {
    ...{ config, clock, log: silentLog, machine: { name: 'web01', root: '/' }, alarms: [] },
    rows: read,
    all: read,
    isHeld: (stream: string) => held.has(stream),
    async *read(
      stream: string,
      { direction = 'forwards', limit }: { direction?: string; limit?: number } = {},
    ) {
      const of = [...(streams.get(stream) ?? [])]
      if (direction === 'backwards') of.reverse()
      yield* of.slice(0, limit)
    },
    async observe({ stream, event }: { stream: string; event: NotifyEvent }) {
      if (isDead) {
        isDead = false
        throw new Error('killed')
      }
      const { id: eventId, receivedAt, position } = append(stream, event)
      return { eventId, receivedAt, position }
    },
    async execute(
      decider: Decider<unknown, unknown, NotifyEvent>,
      { stream, command }: { stream: string; command: unknown },
    ) {
      const state = (streams.get(stream) ?? []).reduce(
        (before, event) => decider.evolve(before, event),
        decider.initial,
      )
      const decided = decider.decide(command, state)
      return { events: decided.map(event => append(stream, event)), position: 0n, revision: 0n }
    },
    outbound: {
      connect: createOutbound({ allow: [] }).connect,
      async request({ url, body, headers }: { url: string; body: string; headers: object }) {
        const to = new URL(url).pathname.slice(1)
        if (down.has(to)) return { outcome: 'failed', message: 'it refused the connection' }
        const repeat = Reflect.get(headers, 'decklog-repeat') === 'possible'
        sent.push({ to, at: clock.now(), repeat, body: JSON.parse(body) })
        if (dying) [dying, isDead] = [false, true]
        if (mute.has(to)) return { outcome: 'failed', message: 'it did not answer in time' }
        return { outcome: 'answered', status: 204, headers: {}, body: '' }
      },
    },
  } as unknown as Host<NotifyConfig, NotifyEvent>

  return {
    ...{ host, clock, events, sent },
    rowsOf: name => rows.get(name) ?? new Map(),
    behave(receiver, as) {
      for (const [set, word] of [
        [down, 'is down'],
        [mute, 'is mute'],
      ] as const)
        if (as === word) set.add(receiver)
        else set.delete(receiver)
    },
    dieAfterNextSend() {
      dying = true
    },
    configure(other) {
      Object.assign(host, { config: Joi.attempt(other, notifyConfig) })
    },
    hold: stream => void held.add(stream),
  }
}

function isAmong(value: unknown, wanted: unknown): boolean {
  return Array.isArray(wanted) ? wanted.includes(value) : value === wanted
}
