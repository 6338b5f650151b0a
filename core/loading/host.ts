import type { Logger } from 'pino'
import { v5 } from 'uuid'
import type { Clock } from '../clock.ts'
import type { CommandHandler } from '../commanding/command-handler.ts'
import type { DomainEvent, Recorded } from '../event.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import { newEventId } from '../events/event-id.ts'
import type { GateKeeper } from '../gates/gate-keeper.ts'
import type { Healing } from '../healing/healing.ts'
import type { Ledger, NewEvent, ReadOptions } from '../ledger/ledger.ts'
import type { SilenceKeeper } from '../running/silence-keeper.ts'
import type { Writer } from '../ledger/writer.ts'
import type { Outbound } from '../outbound/outbound.ts'
import type { Host, Machine, ObserveRequest } from '../host.ts'
import { machineDecider, machineStream } from '../presence/presence.ts'

const idempotentEvents = '0d9a2b1e-64f2-5c0b-9a57-2b8a7f0c4e61'

/** What core lends to every plugin. */
export interface HostServices {
  readonly clock: Clock
  readonly log: Logger
  readonly machine: Machine
  readonly outbound: Outbound
  readonly ledger: Ledger
  readonly catalog: EventCatalog
  readonly writer: Writer
  readonly commands: CommandHandler
  readonly gates: GateKeeper
  readonly rows: Host['rows']
  /** Absent where there are no holds. */
  readonly isHeld?: Host['isHeld']
  /** Absent where nothing can be silenced. */
  readonly silences?: SilenceKeeper
  /** Absent where nothing is healed. */
  readonly healing?: Healing
}

/** Creates the host of one source of events: a plugin, or a part of core that appends as one. */
export function createHost<Config extends object>(
  services: HostServices,
  source: string,
  config: Config,
): Host<Config> {
  const { clock, machine, outbound, ledger, catalog, writer, commands, gates, rows } = services
  return {
    config,
    clock,
    machine,
    outbound,
    alarms: catalog.alarms,
    log: services.log.child({ plugin: source }),
    read: (stream, options) => read({ ledger, catalog }, stream, options),
    gate: (name, question) => gates.ask(name, question),
    async observe(request) {
      const grouping = request.idempotencyKey === undefined ? 'shared' : 'alone'
      const receivedAt = clock.now()
      const event = encode(services, source, { ...request, receivedAt })
      const { position } = await writer.append(request.stream, [event], grouping)
      return { eventId: event.id, receivedAt, position }
    },
    async forgetMachine({ machine: name, reason, actor }) {
      await commands.execute('core', machineDecider, {
        ...{ stream: machineStream(name), actor },
        command: { machine: name, reason },
      })
    },
    execute: (decider, request) => commands.execute(source, decider, request),
    isHeld: services.isHeld ?? (() => false),
    silences: async about => (await services.silences?.ask(about)) ?? [],
    healables: () => services.healing?.list() ?? [],
    rows,
    // Without a limit it reads all.
    all: rows,
  }
}

async function* read<E extends DomainEvent>(
  { ledger, catalog }: Pick<HostServices, 'ledger' | 'catalog'>,
  stream: string,
  options: ReadOptions | undefined,
): AsyncGenerator<Recorded<E>> {
  // A plugin reads its own streams, or says by its type parameter what it expects of another's.
  for await (const stored of ledger.read(stream, options)) {
    yield catalog.decode(stored) as Recorded<E>
  }
}

function encode(
  { catalog, machine }: HostServices,
  source: string,
  request: ObserveRequest<DomainEvent> & { readonly receivedAt: Date },
): NewEvent {
  const { idempotencyKey, actor, receivedAt, occurredAt, stream, event } = request
  return catalog.encode(
    source,
    { stream, event },
    {
      id: idempotencyKey === undefined ? newEventId() : v5(idempotencyKey, idempotentEvents),
      host: machine.name,
      actor: actor ?? { kind: 'system', id: source },
      receivedAt,
      occurredAt,
      idempotencyKey,
    },
  )
}
