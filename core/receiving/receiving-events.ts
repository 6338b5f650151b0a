import Joi from 'joi'
import type { DomainEvent } from '../event.ts'
import type { EventSpecs } from '../plugin.ts'

/** A process that serves the API could receive at this moment. */
export type ReceivingConfirmed = DomainEvent<
  'core.ReceivingConfirmed',
  { readonly machine: string }
>

/** Nothing could be received from one time to another, by any process: who was silent then need not have been. */
export type ReceivingResumed = DomainEvent<
  'core.ReceivingResumed',
  {
    readonly from: string
    readonly to: string
    readonly machine: string
    readonly cause: 'stopped' | 'unavailable'
  }
>

export type ReceivingEvent = ReceivingConfirmed | ReceivingResumed

const machine = Joi.string().max(200).required().description('Name of the machine.')
const time = Joi.string().isoDate().required()

/** The events that tell when something could be received. */
export const receivingSpecs: EventSpecs<ReceivingEvent> = {
  'core.ReceivingConfirmed': {
    summary: 'A process that serves the API could receive at this moment.',
    schemaVersion: 1,
    data: Joi.object({ machine }),
    example: { machine: 'web01' },
  },
  'core.ReceivingResumed': {
    summary: 'Nothing could be received for a while, by any process: it ages nobody.',
    schemaVersion: 1,
    data: Joi.object({
      from: time.description('When it was last confirmed that something could be received.'),
      to: time.description('When it could again.'),
      machine,
      cause: Joi.valid('stopped', 'unavailable')
        .required()
        .description('`stopped`: nothing ran. `unavailable`: the ledger took nothing.'),
    }),
    example: {
      from: '2026-01-01T02:00:00.000Z',
      to: '2026-01-01T02:30:00.000Z',
      machine: 'web01',
      cause: 'stopped',
    },
  },
}
