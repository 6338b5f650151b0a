import { invalidField } from '../../../core/errors.ts'
import type { Host } from '../../../core/plugin.ts'
import type { GsdConfig } from '../config.ts'
import type { GsdEvent } from '../events.ts'

/** Refuses a release that is not registered, as soon as any is. */
export async function checkRelease(
  host: Host<GsdConfig, GsdEvent>,
  releaseId: string | undefined,
): Promise<void> {
  if (releaseId === undefined) return
  const { rows } = await host.rows('releases', { keys: [releaseId] })
  if (rows.length > 0) return
  const { rows: any } = await host.rows('releases', { limit: 1 })
  if (any.length === 0) return
  throw invalidField('release_id', 'is not a registered release')
}
