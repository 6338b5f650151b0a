import { defineProjection, type Recorded } from '../../core/plugin-api.ts'
import type { AlarmAcknowledged } from '../../plugins/notify/alarm-events.ts'
import type { DeliveryEvent } from '../../plugins/notify/events.ts'
import { channelTable, type ChannelRow } from '../../plugins/notify/rows.ts'

/** What each receiver was told, what failed, and how soon somebody took on what it told: a row each, however long it runs. */
export default defineProjection<ChannelRow, DeliveryEvent | AlarmAcknowledged>({
  name: 'channels',
  version: 1,
  columns: channelTable.columns,
  indexes: [['channel']],
  keys: ({ data }) =>
    'webhook' in data ? [data.webhook] : (data.receivers ?? []).map(({ name }) => name),
  on: {
    'notify.Delivered': (row, event, key) =>
      next(row, event, key, of => ({
        messages_delivered: of.messages_delivered + 1,
        notices_delivered: of.notices_delivered + event.data.noticeIds.length,
        last_delivered_at: event.receivedAt,
      })),
    'notify.Failed': (row, event, key) =>
      next(row, event, key, of => ({
        attempts_failed: of.attempts_failed + 1,
        messages_given_up: of.messages_given_up + (event.data.retryAt === null ? 1 : 0),
        last_failed_at: event.receivedAt,
        last_failure: event.data.reason,
      })),
    'notify.Withheld': (row, event, key) =>
      next(row, event, key, of => ({
        notices_withheld: of.notices_withheld + event.data.noticeIds.length,
      })),
    'notify.Lapsed': (row, event, key) => next(row, event, key, () => ({})),
    'notify.AlarmAcknowledged': acknowledge,
  },
})

function none(channel: string): ChannelRow {
  return {
    channel,
    ...{ messages_delivered: 0, notices_delivered: 0, attempts_failed: 0, messages_given_up: 0 },
    ...{ notices_withheld: 0, acknowledged: 0, acknowledge_seconds: 0 },
    ...{ longest_acknowledge_seconds: 0, last_delivered_at: null, last_failed_at: null },
    ...{ last_failure: null, revision: -1 },
  }
}

// A trial tells nothing, and counts for nothing.
function next(
  row: ChannelRow | undefined,
  { data, revision }: Recorded<DeliveryEvent>,
  key: string,
  change: (row: ChannelRow) => Partial<ChannelRow>,
): ChannelRow | null {
  const before = row ?? none(key)
  if (before.revision >= Number(revision)) return before
  const changed = data.noticeIds.length === 0 ? {} : change(before)
  return { ...before, ...changed, revision: Number(revision) }
}

function acknowledge(
  row: ChannelRow | undefined,
  { data, receivedAt }: Recorded<AlarmAcknowledged>,
  key: string,
): ChannelRow {
  const before = row ?? none(key)
  const told = data.receivers?.find(({ name }) => name === key)?.toldAt ?? receivedAt.toISOString()
  const seconds = Math.max((receivedAt.getTime() - Date.parse(told)) / 1_000, 0)
  return {
    ...before,
    acknowledged: before.acknowledged + 1,
    acknowledge_seconds: before.acknowledge_seconds + seconds,
    longest_acknowledge_seconds: Math.max(before.longest_acknowledge_seconds, seconds),
  }
}
