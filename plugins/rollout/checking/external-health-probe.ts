import type { Check } from './check.ts'
import { lookAtAll } from './health-routes.ts'

/** Looks at the URL by which users from outside reach a target. */
export const externalHealthProbe: Check = {
  name: 'external_health_probe',
  applies: ({ external }) => external !== undefined,
  async run(context) {
    const { external } = context.target
    const [look] = external ? await lookAtAll([external], context) : []
    if (!look) return { verdict: 'skipped', detail: 'No URL is configured.' }
    return { verdict: look.verdict, detail: look.detail }
  },
}
