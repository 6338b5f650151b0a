import Joi, { type ObjectSchema } from 'joi'
import { time, uuid } from '../../core/validation/fields.ts'
import { type Action, recommendActions } from '../../plugins/disk/answering/actions.ts'
import { describeReading } from '../../plugins/disk/answering/words.ts'
import type { Forecast, Limit, Limits, Reading } from '../../plugins/disk/sample-events.ts'
import type { Standing } from '../../plugins/disk/judging/hysteresis.ts'
import { capacityOf, percentOf } from '../../plugins/disk/judging/judgement.ts'
import {
  isFailing,
  isGone,
  lastObservedAt,
  standingAt,
} from '../../plugins/disk/judging/standing.ts'
import { levels, pressures, severities, type Severity } from '../../plugins/disk/severity.ts'
import { type DiskStatusRow, diskTable, type StoredDisk } from './row.ts'

const record = (fields: Readonly<Record<string, Joi.Schema>>): ObjectSchema =>
  Joi.object(
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.required()])),
  )

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

const computed = {
  utilization_pct: percent().allow(null).description('Used of used + available, as df says it.'),
  severity: Joi.valid(...severities).description('As recorded, after hysteresis.'),
  observed_severity: Joi.valid(...severities).description('Of the last reading alone.'),
  held_severity: Joi.valid(...levels).description('The last known; holds while unknown.'),
  gone: Joi.boolean().description(
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
  position: Joi.string(),
  event_ids: Joi.array().items(uuid()).description('The events behind this answer.'),
}

/** Schema of a disk. */
export const diskSchema = diskTable.schema.concat(record(computed))

/** Schema of the answer that Mission Control knows: a disk, and the path that was asked for. */
export const diskGuardSchema = diskSchema.concat(record({ path: Joi.string() }))

/** Schema of a page of disks. */
export const diskListSchema = record({ disks: Joi.array().items(diskSchema) })

/** A disk as the API answers it at `now`. */
export function toBody(row: StoredDisk, now: Date): object {
  const standing = standingAt(row, now)
  const reading = readingOfRow(row)
  const capacity = reading ? capacityOf(reading) : 0
  const forecast = standing.severity === 'unknown' ? null : row.forecast
  const summary = describeDisk(row, standing)
  const actions = recommend(row, { ...standing, summary, forecast })
  return {
    ...diskTable.toBody(row),
    utilization_pct: reading && percentOf(reading.usedBytes, capacity),
    severity: standing.severity,
    observed_severity: isFailing(row) ? 'unknown' : (row.observed_severity ?? 'unknown'),
    held_severity: standing.held,
    gone: isGone(row, now),
    summary,
    recommended_actions: actions.map(({ title }) => title),
    actions,
    forecast: forecast && forecastBody(forecast),
    thresholds: {
      warning_pct: row.limits && utilizationAt(row.limits.warning, capacity),
      critical_pct: row.limits && utilizationAt(row.limits.critical, capacity),
    },
    limits: row.limits && limitsBody(row.limits),
    checked_at: lastObservedAt(row),
    position: row.position,
    event_ids: [row.severity_event_id, row.sample_event_id, row.failure_event_id].filter(
      id => id !== null,
    ),
  }
}

interface Condition extends Standing {
  readonly summary: string
  readonly forecast: Forecast | null
}

function recommend(row: DiskStatusRow, condition: Condition): readonly Action[] {
  const hasInodes = row.inodes_total !== null && row.inodes_used !== null && row.inodes_total > 0
  return recommendActions({
    ...condition,
    mount: row.mount,
    inodesUsedPercent: hasInodes ? percentOf(row.inodes_used, row.inodes_total) : null,
    inodesWarningPercent: row.limits?.warning.inodesUsedPercent ?? null,
  })
}

function utilizationAt({ availableBytes }: Limit, capacity: number): number {
  return percentOf(capacity - availableBytes, capacity)
}

function forecastBody(forecast: Forecast): object {
  return {
    full_in_seconds: forecast.fullInSeconds,
    low_seconds: forecast.lowSeconds,
    high_seconds: forecast.highSeconds,
    severity: forecast.severity,
  }
}

function limitsBody({ warning, critical, emergency, leaveAfterSeconds }: Limits): object {
  return {
    warning: limitBody(warning),
    critical: limitBody(critical),
    emergency: limitBody(emergency),
    leave_after_seconds: leaveAfterSeconds,
  }
}

function limitBody(limit: Limit): object {
  return {
    available_bytes: limit.availableBytes,
    leave_available_bytes: limit.leaveAvailableBytes,
    inodes_used_pct: limit.inodesUsedPercent,
    leave_inodes_used_pct: limit.leaveInodesUsedPercent,
    enter_after_seconds: limit.enterAfterSeconds,
  }
}

/** Says in one or two sentences how a disk stands. */
function describeDisk(row: DiskStatusRow, { severity, held }: Standing): string {
  const reading = readingOfRow(row)
  const told = reading ? describeReading(reading) : 'It has never been read.'
  const name = `${row.mount} of ${row.host}`
  if (severity !== 'unknown')
    return `${name} is ${severity}: ${told}${unlessObserved(row, severity)}`
  const before = held === 'ok' ? '' : ` It was ${held} before.`
  return `${name} is unknown: ${whyUnknown(row)}${before}`
}

// What is recorded follows what is observed after a while; until then both are worth a word.
function unlessObserved(row: DiskStatusRow, severity: Severity): string {
  if (isFailing(row)) return ' The last reading failed.'
  const { observed_severity: observed } = row
  return observed === null || observed === severity ? '' : ` The last reading alone is ${observed}.`
}

function whyUnknown(row: DiskStatusRow): string {
  if (isFailing(row)) return row.failure_message ?? 'its last reading failed.'
  if (row.severity !== 'unknown' && row.severity !== null) return 'its guard has fallen silent.'
  return 'it has not been watched for long enough.'
}

/** The last reading of a row, null when none has succeeded. */
function readingOfRow(row: DiskStatusRow): Reading | null {
  if (row.sampled_at === null) return null
  return {
    totalBytes: row.total_bytes ?? 0,
    usedBytes: row.used_bytes ?? 0,
    freeBytes: row.free_bytes ?? 0,
    availableBytes: row.available_bytes ?? 0,
    inodesTotal: row.inodes_total ?? 0,
    inodesUsed: row.inodes_used ?? 0,
  }
}
