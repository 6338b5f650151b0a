import type { AlarmSignal, AlarmSpecs } from '../alarm.ts'
import { defineEvent, eventSpecs, type EventOf } from '../events/define-event.ts'
import type { PresenceEvent } from '../presence/presence-events.ts'
import { record, text } from '../shape.ts'

const where = {
  machine: text('Name of the machine.', 'web01', schema => schema.max(200)),
  part: text('Name of the part, as `/readyz` has it.', 'projection:disk-status', schema =>
    schema.max(400),
  ),
}

const degraded = defineEvent({
  type: 'core.PartDegraded',
  summary: 'A part of Decklog has not worked as it should for a minute; the rest does.',
  data: record({
    ...where,
    reason: text('Why.', '3 events are set aside.', schema => schema.max(1_000)),
  }),
})

const mended = defineEvent({
  type: 'core.PartMended',
  summary: 'A part of Decklog has worked again for a minute, or is no more.',
  data: record(where),
})

/** How a part of Decklog fares on a machine, in the stream `partHealth-<machine>`. */
export type PartEvent = EventOf<typeof degraded | typeof mended>

/** The events of parts that do not work as they should. */
export const partSpecs = eventSpecs(degraded, mended)

/** The alarm of a part of Decklog that does not work as it should. */
export const partAlarms: AlarmSpecs<PartEvent | PresenceEvent> = {
  part: {
    kind: 'decklog',
    summary:
      'A part of Decklog has not worked as it should for a minute: it set events aside, cannot seal, or fails again and again. Over when it has worked for a minute, or its machine is forgotten.',
    on: {
      'core.PartDegraded': ({ data }) => ({
        ...alarmOf(data),
        state: 'raised',
        text: `Something is wrong with the ${wordsFor(data)}: ${data.reason}`,
      }),
      'core.PartMended': ({ data }) => ({
        ...alarmOf(data),
        state: 'cleared',
        text: `Nothing is wrong any more with the ${wordsFor(data)}.`,
      }),
    },
    ends: {
      'core.MachineForgotten': ({ data: { machine, reason } }) => ({
        group: groupOf(machine),
        text: `${machine} was forgotten: ${reason}`,
      }),
    },
  },
}

const groupOf = (machine: string): string => `decklog ${machine}`

function alarmOf(data: PartEvent['data']): Omit<AlarmSignal, 'state' | 'text'> {
  const { machine, part } = data
  return {
    about: `${machine} ${part}`,
    group: groupOf(machine),
    boardId: null,
    subject: wordsFor(data),
    severity: 'warning',
    labels: { host: machine, part },
    page: '/system',
    commands: commandsOf(part),
  }
}

function wordsFor({ machine, part }: PartEvent['data']): string {
  const { projection, plugin, of } = readPart(part)
  if (projection !== undefined) return `read model ${projection} on ${machine}`
  return plugin === undefined ? `${part} on ${machine}` : `${of} of ${plugin} on ${machine}`
}

// To look, and to have it tried again.
function commandsOf(part: string): readonly string[] {
  const { projection, plugin, of } = readPart(part)
  if (projection !== undefined)
    return [`decklog projections parked ${projection}`, `decklog projections retry ${projection}`]
  if (of !== 'reactions') return []
  return [`decklog reactions parked ${plugin}`, `decklog reactions retry ${plugin}`]
}

/** `projection:disk-status`, or `plugin:gsd/reactions`, taken apart. */
function readPart(part: string): {
  readonly projection?: string
  readonly plugin?: string
  readonly of?: string
} {
  return (
    /^projection:(?<projection>.+)$/.exec(part)?.groups ??
    /^plugin:(?<plugin>[^/]+)\/(?<of>.+)$/.exec(part)?.groups ??
    {}
  )
}
