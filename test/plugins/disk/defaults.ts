import Joi from 'joi'
import { diskConfig, type DiskConfig } from '../../../plugins/disk/config.ts'

/** The configuration of a user who wrote `section`, defaults filled in. */
export function configured(section: object = {}): DiskConfig {
  return Joi.attempt(section, diskConfig)
}
