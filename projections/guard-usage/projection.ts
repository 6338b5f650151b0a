import {
  bucketNamed,
  bucketOfDay,
  bucketsOfReading,
  defineProjection,
  fineBucketsOfDay,
  type GuardEvent,
  isOf,
  meanWith,
  type Recorded,
} from '../../core/plugin-api.ts'
import { type GuardUsageRow, type Statistics, usageTable } from './row.ts'

type UsageEvent = GuardEvent<'Sampled' | 'DaySummarised' | 'DetailExpired'>

/**
 * How the measures of every subject of every guard went: buckets of 5 minutes and 1 hour from its readings, of 1 day from the
 * summaries of its days. Before readings expire, `DetailExpired` takes the fine buckets of their day away, so that a rebuild from
 * what the ledger still has ends in the same rows.
 */
export default defineProjection<GuardUsageRow, UsageEvent>({
  name: 'guard-usage',
  version: 1,
  columns: usageTable.columns,
  keys: keysOf,
  on: {},
  ofGuards: { Sampled: takeSample, DaySummarised: takeSummary, DetailExpired: () => null },
})

/** Keys of the buckets that an event touches. */
function keysOf(event: Recorded<UsageEvent>): readonly string[] {
  const { subjectId } = event.data
  if (isOf(event, 'Sampled')) {
    if (Object.keys(event.data.values).length === 0) return []
    return bucketsOfReading(subjectId, event.receivedAt)
  }
  if (isOf(event, 'DaySummarised')) {
    const { day, measures } = event.data
    return Object.keys(measures).length > 0 ? [bucketOfDay(subjectId, day)] : []
  }
  const { day } = (event as Recorded<GuardEvent<'DetailExpired'>>).data
  return fineBucketsOfDay(subjectId, day)
}

/** Takes a sample into its bucket, once: what comes again is known by its revision. */
function takeSample(
  row: GuardUsageRow | undefined,
  event: Recorded<GuardEvent<'Sampled'>>,
  key: string,
): GuardUsageRow {
  const last_revision = Number(event.revision)
  const { values } = event.data
  if (!row)
    return { ...bucketOfEvent(event, key), measures: taken({}, values), samples: 1, last_revision }
  if (last_revision <= row.last_revision) return row
  const measures = taken(row.measures, values)
  return { ...row, measures, samples: row.samples + 1, last_revision }
}

/** Makes the row of a day from its summary. */
function takeSummary(
  _: GuardUsageRow | undefined,
  event: Recorded<GuardEvent<'DaySummarised'>>,
  key: string,
): GuardUsageRow {
  const { measures, samples } = event.data
  const last_revision = Number(event.revision)
  return { ...bucketOfEvent(event, key), measures, samples, last_revision }
}

const mostMeasures = 32

function taken(known: Statistics, values: Readonly<Record<string, number>>): Statistics {
  const measures = new Map(Object.entries(known))
  for (const [name, value] of Object.entries(values)) {
    const before = measures.get(name)
    if (before) measures.set(name, joined(before, value))
    // What changes its names with every reading is drawn as far as there is room for it.
    else if (measures.size < mostMeasures)
      measures.set(name, { min: value, max: value, mean: value, last: value, count: 1 })
  }
  return Object.fromEntries(measures)
}

function joined({ min, max, mean, count }: Statistics[string], value: number): Statistics[string] {
  const least = Math.min(min, value)
  const most = Math.max(max, value)
  const next = meanWith(mean, value, count)
  return {
    ...{ min: least, max: most, last: value, count: count + 1 },
    mean: Math.min(Math.max(next, least), most),
  }
}

function bucketOfEvent(
  { type, data }: Recorded<UsageEvent>,
  key: string,
): Pick<GuardUsageRow, 'guard' | 'subject_id' | 'resolution' | 'bucket_start'> {
  const { resolution, start } = bucketNamed(key)
  const guard = type.slice(0, type.indexOf('.'))
  return { guard, subject_id: data.subjectId, resolution, bucket_start: start }
}
