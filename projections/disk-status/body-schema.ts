import Joi, { type ObjectSchema } from 'joi'
import { levels, pressures, severities } from '../../plugins/disk/severity.ts'
import { time, uuid } from '../../core/validation/fields.ts'

const record = (fields: Readonly<Record<string, Joi.Schema>>): ObjectSchema =>
  Joi.object(fields).prefs({ presence: 'required' })

const count = (): Joi.NumberSchema => Joi.number().integer().min(0)
const percent = (): Joi.NumberSchema => Joi.number().min(0).max(100)

const action = record({
  code: Joi.string().description('Stable name of what is recommended.'),
  title: Joi.string(),
  why: Joi.string(),
  blocks: Joi.array().items(Joi.string()).description('Gates that deny until it is done.'),
})

const forecast = record({
  full_in_seconds: count(),
  low_seconds: count().description('Early bound, at 95 % confidence.'),
  high_seconds: count().description('Late bound.'),
  severity: Joi.valid(...levels),
})

const limit = record({
  available_bytes: count().description('Entered when less is available.'),
  leave_available_bytes: count().description('Left when so much is available.'),
  inodes_used_pct: percent().description('Entered at this share.'),
  leave_inodes_used_pct: percent().description('Left at this share.'),
  enter_after_seconds: Joi.number(),
})

/** What `toBody` answers of a disk. */
const diskFields = {
  id: uuid(),
  host: Joi.string(),
  mount: Joi.string(),
  device: Joi.string().allow(null),
  fs_type: Joi.string().allow(null),
  total_bytes: count().allow(null),
  used_bytes: count().allow(null),
  free_bytes: count().allow(null).description('Not used, with what is reserved for root.'),
  available_bytes: count().allow(null).description('What users can still write.'),
  utilization_pct: percent().allow(null).description('Used of used + available, as df says it.'),
  inodes_total: count().allow(null).description('0 where a filesystem has no fixed number.'),
  inodes_used: count().allow(null),
  severity: Joi.valid(...severities).description('As recorded, after hysteresis.'),
  observed_severity: Joi.valid(...severities).description('Of the last reading alone.'),
  held_severity: Joi.valid(...levels).description('The last known; holds while unknown.'),
  severity_since: time().allow(null),
  gone: Joi.boolean()
    .required()
    .description(
      'Silent for a week and holding no block: left out of look-ups by path and of checks of all.',
    ),
  summary: Joi.string(),
  recommended_actions: Joi.array().items(Joi.string()),
  actions: Joi.array().items(action),
  forecast: forecast.allow(null).description('Null when usage is flat or falling.'),
  thresholds: record({ warning_pct: percent().allow(null), critical_pct: percent().allow(null) }),
  limits: record({
    ...Object.fromEntries(pressures.map(pressure => [pressure, limit])),
    leave_after_seconds: Joi.number(),
  }).allow(null),
  checked_at: time().allow(null),
  sampled_at: time().allow(null).description('When a reading last succeeded.'),
  position: Joi.string(),
  event_ids: Joi.array().items(uuid()).description('The events behind this answer.'),
}

/** Schema of a disk. */
export const diskSchema = record(diskFields)

/** Schema of the answer that Mission Control knows: a disk, and the path that was asked for. */
export const diskGuardSchema = record({ path: Joi.string(), ...diskFields })

/** Schema of a page of disks. */
export const diskListSchema = record({ disks: Joi.array().items(diskSchema) })
