import { v7 } from 'uuid'
import type { Decider, Host } from '../../core/plugin-api.ts'
import type { GsdConfig } from './config.ts'
import type { OrganizationNamed } from './events/organization-event.ts'
import type { GsdEvent } from './events.ts'

const organization: Decider<string | null, string, OrganizationNamed> = {
  initial: null,
  evolve: (known, { data }) => known ?? data.organizationId,
  decide: (organizationId, known) =>
    known === null ? [{ type: 'gsd.OrganizationNamed', data: { organizationId } }] : [],
}

const stream = 'gsdOrganization-own'

/** Creates what tells the organisation of runs: the configured one, or one that is made once and kept in the ledger. */
export function organizationOf(host: Host<GsdConfig, GsdEvent>): () => Promise<string> {
  let known = host.config.organizationId
  return async () => {
    if (known !== null) return known
    await host.execute(organization, { stream, command: v7() })
    for await (const event of host.read(stream, { limit: 1 }))
      if (event.type === 'gsd.OrganizationNamed') known = event.data.organizationId
    if (known === null) throw new Error('The organisation was named and cannot be read')
    return known
  }
}
