import Joi, { type ObjectSchema } from 'joi'
import {
  inputs,
  isFailing,
  lastObservedAt,
  levels,
  pressures,
  severities,
} from '../../core/plugin-api.ts'
import { type Action, watchIt } from '../../plugins/disk/answering/actions.ts'
import { tellDisk } from '../../plugins/disk/answering/describe.ts'
import type { Unwatched } from '../../plugins/disk/answering/find-disk.ts'
import { capacityOf, percentOf } from '../../plugins/disk/judging/judgement.ts'
import { diskStates, isForgotten, isGone } from '../../plugins/disk/judging/standing.ts'
import type { Forecast, Limit, Limits } from '../../plugins/disk/sample-events.ts'
import { diskIdOf } from '../../plugins/disk/streams.ts'
import { blankRow, diskTable, type StoredDisk } from './row.ts'

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
  of: Joi.valid('bytes', 'inodes').description('What runs out.'),
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
  state: Joi.valid(...diskStates).description('Whether it can be read, and why it cannot.'),
  recommended_actions: Joi.array()
    .items(Joi.string())
    .min(1)
    .description('Never empty: when all is well it says so.'),
  actions: Joi.array().items(action),
  forecast: forecast.allow(null).description('Null when usage is flat or falling.'),
  thresholds: record({ warning_pct: percent().allow(null), critical_pct: percent().allow(null) }),
  limits: record({
    ...Object.fromEntries(pressures.map(pressure => [pressure, limit])),
    leave_after_seconds: Joi.number(),
  }).allow(null),
  checked_at: inputs.time().allow(null),
  position: Joi.string(),
  forgotten: record({ at: inputs.time(), by: Joi.string(), reason: Joi.string() })
    .allow(null)
    .description('Who forgot it and why, while it has not been seen again.'),
  event_ids: Joi.array().items(inputs.uuid()).description('The events behind this answer.'),
}

/** Schema of a disk. */
export const diskSchema = diskTable.schema.concat(record(computed))

/** Schema of the answer that Mission Control knows: a disk, and the path that was asked for. */
export const diskGuardSchema = diskSchema.concat(record({ path: Joi.string() }))

/** Schema of a page of disks. */
export const diskListSchema = record({
  disks: Joi.array().items(diskSchema),
  next: Joi.string().allow(null).description('`after` of the next page; null on the last.'),
})

/** A disk as the API answers it at `now`. */
export function toBody(row: StoredDisk, now: Date): object {
  const { severity, held, state, reading, forecast, summary, actions } = tellDisk(row, now)
  const capacity = reading ? capacityOf(reading) : 0
  // Assigned: an object that begins with a spread costs five times as much, members and all.
  return Object.assign(diskTable.toBody(row), {
    utilization_pct: reading && percentOf(reading.usedBytes, capacity),
    severity,
    observed_severity: isFailing(row) ? 'unknown' : (row.observed_severity ?? 'unknown'),
    held_severity: held,
    gone: isGone(row, now),
    summary,
    state,
    recommended_actions: titlesOf(actions),
    actions,
    forecast: forecast && forecastBody(forecast),
    thresholds: {
      warning_pct: row.limits && utilizationAt(row.limits.warning, capacity),
      critical_pct: row.limits && utilizationAt(row.limits.critical, capacity),
    },
    limits: row.limits && limitsBody(row.limits),
    checked_at: lastObservedAt(row),
    forgotten: isForgotten(row)
      ? { at: row.forgotten_at, by: row.forgotten_by, reason: row.forgotten_reason }
      : null,
    position: row.position,
    event_ids: [row.severity_event_id, row.sample_event_id, row.failure_event_id].filter(
      id => id !== null,
    ),
  })
}

/** What is mounted where nobody looks, as the API answers it. */
export function unwatchedBody(
  found: Unwatched,
  { host, position, now }: { readonly host: string; readonly position: string; readonly now: Date },
): object {
  const { mount, device, fsType, why, eventIds } = found
  const row = { ...blankRow({ diskId: diskIdOf(host, mount), host, mount }), position }
  const actions = watchIt(mount, why)
  return {
    ...toBody(row, now),
    ...{ device, fs_type: fsType, state: 'unwatched', event_ids: eventIds, actions },
    summary: `${mount} of ${host} is not watched: ${why}.`,
    recommended_actions: titlesOf(actions),
  }
}

// An empty list cannot be told from one that was lost.
function titlesOf(actions: readonly Action[]): readonly string[] {
  return actions.length > 0 ? actions.map(({ title }) => title) : ['Nothing is to be done.']
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
    of: forecast.of ?? 'bytes',
  }
}

function limitsBody({ leaveAfterSeconds, ...limits }: Limits): object {
  const bodies = pressures.map(pressure => [pressure, limitBody(limits[pressure])] as const)
  return { ...Object.fromEntries(bodies), leave_after_seconds: leaveAfterSeconds }
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
