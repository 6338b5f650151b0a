import Joi from 'joi'
import { randomUUID } from 'node:crypto'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import type { Recorded } from '../../../core/event.ts'
import { defineEvent, eventSpecs } from '../../../core/events/define-event.ts'
import { createEventCatalog, type EventSource } from '../../../core/events/event-catalog.ts'
import { createGateKeeper } from '../../../core/gates/gate-keeper.ts'
import { createLedger } from '../../../core/ledger/eventstoredb.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWriter } from '../../../core/ledger/writer.ts'
import { createHost } from '../../../core/loading/host.ts'
import { createOutbound } from '../../../core/outbound/create-outbound.ts'
import type { Host } from '../../../core/host.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import type { Projection } from '../../../core/projection.ts'
import { id, record, text } from '../../../core/shape.ts'
import { diskAlarms } from '../../../plugins/disk/alarms.ts'
import { diskEvents } from '../../../plugins/disk/events.ts'
import { notifyConfig, type NotifyConfig } from '../../../plugins/notify/config.ts'
import { type NotifyEvent, notifyEvents } from '../../../plugins/notify/events.ts'
import alarms from '../../../projections/alarms/projection.ts'
import mutes from '../../../projections/mutes/projection.ts'
import windows from '../../../projections/windows/projection.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import tellings from '../../../projections/tellings/projection.ts'
import { createTestLedgerUrl } from '../../support/ledger.ts'
import type { Teardown } from '../../support/postgres.ts'
import { silentLog as log } from '../../support/silent-log.ts'

const overheated = defineEvent({
  type: 'boiler.Overheated',
  summary: 'A boiler is too hot.',
  data: record({ name: text('Its name.', 'left'), boardId: id('Its board.', randomUUID()) }),
})

const removed = defineEvent({
  type: 'boiler.Removed',
  summary: 'A house has no boiler any more.',
  data: record({ house: text('The house.', 'boilers') }),
})

/** A plugin that somebody else has written, with an alarm of a kind of its own. */
const boiler: EventSource = {
  name: 'boiler',
  events: eventSpecs(overheated, removed),
  streams: {},
  alarms: {
    boiler: {
      kind: 'heat',
      summary: 'A boiler is too hot.',
      on: {
        'boiler.Overheated': ({ data }) => ({
          about: String(Reflect.get(data, 'name')),
          group: 'boilers',
          boardId: String(Reflect.get(data, 'boardId')),
          subject: `boiler ${Reflect.get(data, 'name')}`,
          state: 'raised',
          severity: 'critical',
          text: `It is too hot${'!'.repeat(5_000)}`,
        }),
      },
      ends: {
        'boiler.Removed': ({ data }) => ({
          group: String(Reflect.get(data, 'house')),
          text: 'The house is cold.',
        }),
      },
    },
  },
}

const projections: readonly Projection[] = [alarms, mutes, tellings, windows]

/** A host over a real ledger, whose rows are what the projections make of all that is in it. */
export interface NotifyHost {
  readonly host: Host<NotifyConfig, NotifyEvent>
  readonly clock: FakeClock
  /** All events, in their order. */
  events(): Promise<readonly Recorded<NotifyEvent>[]>
}

/** Creates a host of the plugin with this configuration. */
export async function createNotifyHost(t: Teardown, section: object): Promise<NotifyHost> {
  const clock = createFakeClock(new Date().toISOString())
  const machine = { name: `host-${randomUUID()}`, root: '/' }
  const ledger = createLedger({ url: await createTestLedgerUrl(t), log })
  t.teardown(() => ledger.close())
  const streams = {
    alarm: {},
    channel: {},
    delivery: {},
    mute: {},
    window: {},
    sending: { maxCount: 1 },
  }
  const catalog = createEventCatalog([
    { name: 'notify', events: notifyEvents, streams },
    { name: 'disk', events: diskEvents, alarms: diskAlarms, streams: {} },
    boiler,
  ])
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const writer = createWriter({ ledger, limiter, clock, log })
  const parts = { ledger, catalog, limiter, clock, log, machine: machine.name }
  const types = Object.keys(notifyEvents)

  async function events(): Promise<readonly Recorded<NotifyEvent>[]> {
    const stop = new AbortController()
    const found: Recorded<NotifyEvent>[] = []
    for await (const batch of ledger.subscribe({ types, after: 'start', signal: stop.signal })) {
      for (const event of batch.events)
        if (event.metadata['host'] === machine.name)
          found.push(catalog.decode(event) as Recorded<NotifyEvent>)
      if (batch.live) break
    }
    stop.abort()
    return found
  }

  async function rows(
    name: string,
    query: { equals?: object; keys?: readonly string[]; after?: string } = {},
  ) {
    const projection = projections.find(one => one.name === name)
    const wanted = Object.entries(query.equals ?? {})
    const handled = (await events()).filter(({ type }) => projection && type in projection.on)
    const all = projection ? [...foldEvents(projection, handled)] : []
    const found = all
      .map(([key, row]) => ({ ...row, _key: key }))
      .filter(row =>
        wanted.every(([column, value]) => [value].flat().includes(Reflect.get(row, column))),
      )
      .filter(({ _key }) => query.keys === undefined || query.keys.includes(_key))
      .sort((a, b) => (a._key < b._key ? -1 : 1))
      .filter(({ _key }) => query.after === undefined || _key > query.after)
    return { rows: found, position: 0n }
  }

  const services = {
    ...{ clock, log, machine, ledger, catalog, writer },
    commands: createCommandHandler(parts),
    gates: createGateKeeper({ clock, log }),
    outbound: createOutbound({ allow: [] }),
    rows: rows as Host['rows'],
  }
  const config = Joi.attempt(section, notifyConfig)
  const host = createHost(services, 'notify', config) as Host<NotifyConfig, NotifyEvent>
  return { host, clock, events }
}
