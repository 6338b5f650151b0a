import { defineEvent, type EventOf } from '../../../core/events/define-event.ts'
import { id, record } from '../../../core/shape.ts'

/** One deployment is one organisation. */
export const organizationNamed = defineEvent({
  type: 'gsd.OrganizationNamed',
  summary: 'The organisation of this deployment got its id, since the configuration names none.',
  data: record({
    organizationId: id('Id of the organisation.', '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a99'),
  }),
})

export type OrganizationNamed = EventOf<typeof organizationNamed>
