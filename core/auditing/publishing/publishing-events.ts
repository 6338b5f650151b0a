import type { AlarmSignal, AlarmSpecs } from '../../alarm.ts'
import type { Decider } from '../../event.ts'
import { defineEvent, eventSpecs, type EventOf } from '../../events/define-event.ts'
import { record, text, time } from '../../shape.ts'

const log = text('Name of the logs.', 'web01/decklog', schema => schema.max(200))
const since = time('Since when.', '2026-01-01T00:00:00.000Z')

const unpublished = defineEvent({
  type: 'core.CheckpointsUnpublished',
  summary:
    'For too long no checkpoint has reached any place outside: what was recorded since then could be altered unseen.',
  data: record({
    log,
    since,
    reason: text('Why, as it was last tried.', 'backup.example answered 503', schema =>
      schema.max(1_000),
    ),
  }),
})

const published = defineEvent({
  type: 'core.CheckpointsPublished',
  summary: 'Checkpoints reach a place outside again.',
  data: record({ log }),
})

export const publishingSpecs = eventSpecs(unpublished, published)
export type PublishingEvent = EventOf<typeof unpublished | typeof published>

/** What was found: since when nothing was reached, or that it is. */
export interface PublishingFound {
  readonly log: string
  readonly since?: string
  readonly reason?: string
}

/** Records once that nothing is reached, and once that it is again. */
export const publishingDecider: Decider<'reached' | 'unreached', PublishingFound, PublishingEvent> =
  {
    initial: 'reached',
    evolve: (_state, { type }) => (type === unpublished.type ? 'unreached' : 'reached'),
    decide({ log: name, since: from, reason = 'it was not tried' }, standing) {
      if (from === undefined)
        return standing === 'unreached' ? [{ type: published.type, data: { log: name } }] : []
      const data = { log: name, since: from, reason }
      return standing === 'reached' ? [{ type: unpublished.type, data }] : []
    },
  }

/** The alarm of checkpoints that stay where who can edit the ledger can edit them too. */
export const publishingAlarms: AlarmSpecs<PublishingEvent> = {
  checkpoints: {
    kind: 'audit',
    summary:
      'No checkpoint of the ledger has reached a place outside for long; over when one has, or none is configured any more.',
    on: {
      'core.CheckpointsUnpublished': ({ data }) => ({
        ...alarmOf(data.log),
        state: 'raised',
        text: `No checkpoint of ${data.log} has reached a place outside since ${data.since}: ${data.reason}`,
      }),
      'core.CheckpointsPublished': ({ data }) => ({
        ...alarmOf(data.log),
        state: 'cleared',
        text: `Checkpoints of ${data.log} reach a place outside.`,
      }),
    },
  },
}

function alarmOf(name: string): Omit<AlarmSignal, 'state' | 'text'> {
  return {
    about: name,
    group: `checkpoints ${name}`,
    boardId: null,
    subject: `checkpoints of ${name}`,
    severity: 'warning',
    labels: { log: name },
  }
}
