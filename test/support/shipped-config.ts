import type { ObjectSchema } from 'joi'
import { gatherParts } from '../../core/loading/gather-parts.ts'
import type { Plugin } from '../../core/plugin.ts'
import continuity from '../../plugins/continuity/plugin.ts'
import disk from '../../plugins/disk/plugin.ts'
import type { GsdConfig } from '../../plugins/gsd/config.ts'
import gsd from '../../plugins/gsd/plugin.ts'
import release from '../../plugins/release/plugin.ts'
import type { RolloutConfig } from '../../plugins/rollout/config.ts'
import rollout from '../../plugins/rollout/plugin.ts'

const shipped = gatherParts([continuity, disk, gsd, release, rollout] as unknown as Plugin[])

function configOf<Config>(wanted: string): ObjectSchema<Config> {
  const found = shipped.find(({ name }) => name === wanted)
  if (!found) throw new Error(`there is no plugin ${wanted}`)
  return found.config as ObjectSchema<Config>
}

/** The configuration of `gsd` with what is built in, as a start has it. */
export const gsdConfig = configOf<GsdConfig>('gsd')

/** The configuration of `rollout` with what is built in, as a start has it. */
export const rolloutConfig = configOf<RolloutConfig>('rollout')
