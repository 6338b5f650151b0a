import { DecklogError, type FieldError } from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import { capacityOf } from '../judging/judgement.ts'
import { checkLimits, resolveLimits, rulesOf } from '../judging/limits.ts'
import type { DiskReader } from './disk-reader.ts'

/**
 * Refuses limits that contradict each other on the disks of this machine: a share and a size can only be compared once the disk's
 * size is known. Throws DECKLOG_CONFIG_INVALID, naming mount and key.
 */
export async function checkConfig(config: DiskConfig, reader: DiskReader): Promise<void> {
  const { watched } = await reader.choose()
  const results = await Promise.all(
    watched.map(async one => ({ mount: one.mount, result: await reader.read(one) })),
  )
  const fields = results.flatMap(({ mount, result }) =>
    result.kind === 'read' ? errorsOf(config, mount, capacityOf(result.reading)) : [],
  )
  if (fields.length === 0) return
  const told = fields.map(({ field, message }) => `${field} ${message}`).join('; ')
  throw new DecklogError('DECKLOG_CONFIG_INVALID', told, { fields })
}

function errorsOf(config: DiskConfig, mount: string, capacityBytes: number): readonly FieldError[] {
  const section = config.limitsOf[mount] ? `limitsOf['${mount}']` : 'limits'
  return checkLimits(resolveLimits(rulesOf(config, mount), capacityBytes), capacityBytes).map(
    ({ field, message }) => ({
      field: `plugins.disk.${section}.${field}`,
      message: `on ${mount}: ${message}`,
    }),
  )
}
