import { defineEvent, type EventOf, shapes } from '../../../core/plugin-api.ts'

/** One deployment is one organisation. */
export const organizationNamed = defineEvent({
  type: 'gsd.OrganizationNamed',
  summary: 'The organisation of this deployment got its id, since the configuration names none.',
  data: shapes.record({
    organizationId: shapes.id('Id of the organisation.', '0198c2f0-5a1e-7cc3-9d40-3f6f0f5b7a99'),
  }),
})

export type OrganizationNamed = EventOf<typeof organizationNamed>
