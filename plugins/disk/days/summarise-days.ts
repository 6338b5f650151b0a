import type { Decider, Host, Recorded, Sweep } from '../../../core/plugin-api.ts'
import type { DiskConfig } from '../config.ts'
import type { DaySummary, DiskDayEvent } from '../day-events.ts'
import type { DiskEvent } from '../events.ts'
import type { Disk } from '../sample-events.ts'
import { dayStream, sampleStream } from '../streams.ts'
import { addDays, type ClosedDays, dayOf, readSummaries } from './read-summaries.ts'

/** What the sweep looks at of a row of `disk-status`. */
interface DiskRow {
  readonly disk_id: string
  readonly host: string
  readonly mount: string
}

/** A day is over when it has been for this long: what waited for the ledger at midnight has arrived. */
const GRACE_MS = 300_000

/** A day that nothing was observed after is given up on after so many more: its disk is gone. */
const WAIT_DAYS = 1

/** Detail goes this many days before the first of its samples expires, so that a rebuild never finds a day half expired. */
const MARGIN_DAYS = 1

/** Creates the sweep that summarises each UTC day of each disk, once it is over. */
export function createDaySweep(host: Host<DiskConfig, DiskEvent>): Sweep {
  const closed = new Map<string, string>()

  return {
    name: 'summarise-days',
    everySeconds: 300,
    async run(signal) {
      const today = dayOf(new Date(host.clock.now().getTime() - GRACE_MS))
      const { rows } = await host.all<DiskRow>('disk-status')
      for (const row of rows) {
        if (signal.aborted) return
        if (closed.get(row.disk_id) === today) continue
        const disk = { diskId: row.disk_id, host: row.host, mount: row.mount }
        const { waiting } = await closeDays(host, disk, { today, signal })
        if (!waiting) closed.set(row.disk_id, today)
      }
    },
  }
}

async function closeDays(
  host: Host<DiskConfig, DiskEvent>,
  disk: Disk,
  { today, signal }: { readonly today: string; readonly signal: AbortSignal },
): Promise<ClosedDays> {
  const stream = dayStream(disk.diskId)
  const { lastDay, nextRevision } = await foldDays(host, stream)
  const observations = host.read(sampleStream(disk.diskId), { from: nextRevision, signal })
  const retentionDays = Math.floor(host.config.sampleRetention / 86_400)
  const detailFrom = addDays(today, MARGIN_DAYS + 1 - retentionDays)
  const patient = addDays(today, -WAIT_DAYS)
  // No day waits for longer than its detail is kept.
  const waitFrom = patient > detailFrom ? patient : detailFrom
  const days = await readSummaries(observations, { after: lastDay, before: today, waitFrom })
  const { summaries } = days
  await host.execute(daysDecider, { stream, command: { disk, summaries, detailFrom } })
  return days
}

async function foldDays(host: Host<DiskConfig, DiskEvent>, stream: string): Promise<Days> {
  let days = daysDecider.initial
  for await (const event of host.read(stream)) {
    if (isDayEvent(event)) days = daysDecider.evolve(days, event)
  }
  return days
}

function isDayEvent(event: Recorded<DiskEvent>): event is Recorded<DiskDayEvent> {
  return event.type === 'disk.DaySummarised' || event.type === 'disk.DetailExpired'
}

/** What has been kept of a disk's days. */
export interface Days {
  /** The last day that was summarised. */
  readonly lastDay: string | null
  /** Where in the samples' stream the day after it begins. */
  readonly nextRevision: bigint
  /** Summarised days whose detail is still there, oldest first. */
  readonly detailed: readonly string[]
}

/** Close the days that are over, and let go of the detail of days whose samples are about to expire. */
export interface CloseDays {
  readonly disk: Disk
  readonly summaries: readonly DaySummary[]
  /** Detail is kept from this day on. */
  readonly detailFrom: string
}

/** The rules of `diskDay-<id>`: a day is summarised once, in order, and its detail expires once. */
export const daysDecider: Decider<Days, CloseDays, DiskDayEvent> = {
  initial: { lastDay: null, nextRevision: 0n, detailed: [] },
  evolve(days, { type, data }) {
    switch (type) {
      case 'disk.DaySummarised':
        return {
          lastDay: data.day,
          nextRevision: BigInt(data.nextRevision),
          detailed: [...days.detailed, data.day],
        }
      case 'disk.DetailExpired':
        return { ...days, detailed: days.detailed.filter(day => day !== data.day) }
      default:
        return type satisfies never
    }
  },
  decide({ disk, summaries, detailFrom }, { lastDay, detailed }) {
    const fresh = summaries.filter(({ day }) => lastDay === null || day > lastDay)
    const expired = [...detailed, ...fresh.map(({ day }) => day)].filter(day => day < detailFrom)
    return [
      ...fresh.map(data => ({ type: 'disk.DaySummarised', data }) as const),
      ...expired.map(day => ({ type: 'disk.DetailExpired', data: { ...disk, day } }) as const),
    ]
  },
}
