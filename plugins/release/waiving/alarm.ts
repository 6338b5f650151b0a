import type { AlarmSignal, AlarmSpecs } from '../../../core/plugin-api.ts'
import type { ReleaseEvent } from '../events.ts'
import { keyOf } from './ending.ts'
import type { RecordedWaiver } from './waiver-events.ts'

/** The alarm of a waiver that is about to end: nothing is wrong yet, and somebody has to decide what comes after it. */
export const waiverAlarms: AlarmSpecs<ReleaseEvent> = {
  waiver: {
    kind: 'waiver',
    nature: 'waits',
    summary:
      'A waiver of the image policy is about to end; over when it has ended, or was prolonged or taken away.',
    on: {
      'release.WaiverEndsSoon': ({ data }) => ({
        ...signalOf(data),
        state: 'raised',
        text: `The ${thingOf(data)} ends after ${data.expires} (UTC): then the gate images denies it. ${data.who} answers for it: ${data.why}`,
      }),
      'release.WaiverOver': ({ data }) => ({
        ...signalOf(data),
        state: 'cleared',
        text: `The ${thingOf(data)} ${outcomes[data.how]}`,
      }),
    },
  },
}

const outcomes = {
  expired: 'has ended: what it let pass is denied.',
  prolonged: 'was prolonged.',
  removed: 'was taken out of the configuration.',
} as const

function signalOf(waiver: RecordedWaiver): Omit<AlarmSignal, 'state' | 'text'> {
  const { rule, service, who } = waiver
  return {
    about: keyOf(waiver),
    group: 'waivers',
    boardId: null,
    subject: thingOf(waiver),
    severity: 'warning',
    people: [who],
    labels: { rule, ...(service !== null && { service }) },
    commands: ['decklog rules show release', 'decklog config reload  # once it is changed there'],
  }
}

function thingOf({ rule, reference, service }: RecordedWaiver): string {
  const of = service === null ? '' : ` in service ${service}`
  return `waiver of ${rule} for ${reference ?? 'any image'}${of}`
}
