import type { NoticeRow, TellingRow } from '../rows.ts'

/** A notice of long ago, and who was to be told of it. */
export type OldNotice = Pick<NoticeRow, 'notice_id' | 'alarm_id'>
/** How far a receiver is with a notice. */
export type OldTelling = Pick<
  TellingRow,
  'notice_id' | 'webhook' | 'state' | 'position' | 'storm_id'
>

const waits = (state: TellingRow['state']): boolean => state === 'pending' || state === 'withheld'

interface Looking {
  /** The tellings of these notices. */
  readonly tellings: readonly OldTelling[]
  readonly isOpen: (alarmId: string) => boolean
  /** Tells whether anybody still tells a receiver; of one that is no longer configured nothing is waited for. */
  readonly isReceiver: (name: string) => boolean
}

/**
 * The alarms of old notices that are still of use: those that stand, and those that somebody who is there waits to be told of. Of the
 * others everything may be forgotten.
 */
export function alarmsInUse(
  notices: readonly OldNotice[],
  { tellings, isOpen, isReceiver }: Looking,
): ReadonlySet<string> {
  const awaited = new Set(
    tellings
      .filter(({ state, webhook }) => waits(state) && isReceiver(webhook))
      .map(({ notice_id }) => notice_id),
  )
  return new Set(
    notices
      .filter(({ alarm_id, notice_id }) => isOpen(alarm_id) || awaited.has(notice_id))
      .map(({ alarm_id }) => alarm_id),
  )
}

/**
 * The notices of an alarm in use that are not to be forgotten, however old: of each receiver the last, since what waits before it
 * would not be told any more, and the last that it has taken, which says what it believes.
 */
export function lastOfEach(tellings: readonly OldTelling[]): ReadonlySet<string> {
  const last = new Map<string, OldTelling>()
  for (const telling of tellings)
    for (const key of keysOf(telling)) {
      const known = last.get(key)
      if (!known || known.position < telling.position) last.set(key, telling)
    }
  return new Set([...last.values()].map(({ notice_id }) => notice_id))
}

function keysOf({ webhook, state, storm_id }: OldTelling): readonly string[] {
  return [
    webhook,
    ...(state === 'delivered' ? [`${webhook} delivered`] : []),
    // What an incident at a pager holds is known until it is over.
    ...(storm_id === null ? [] : [`${webhook} ${storm_id}`]),
  ]
}

/** What one event forgets: notices that the same receivers were to be told of. */
export interface ForgottenTogether {
  readonly noticeIds: readonly string[]
  readonly webhooks: readonly string[]
}

/** Puts notices together by who was to be told of them, at most so many each. */
export function byReceivers(
  ids: readonly string[],
  tellings: readonly OldTelling[],
  most: number,
): readonly ForgottenTogether[] {
  const receivers = new Map<string, string[]>(ids.map(id => [id, []]))
  for (const { notice_id, webhook } of tellings) receivers.get(notice_id)?.push(webhook)
  const groups = new Map<string, { noticeIds: string[]; webhooks: string[] }[]>()
  for (const [id, names] of receivers) {
    const webhooks = names.sort()
    const of = groups.get(webhooks.join(' ')) ?? []
    const open = of.at(-1)
    if (open && open.noticeIds.length < most) open.noticeIds.push(id)
    else of.push({ noticeIds: [id], webhooks })
    groups.set(webhooks.join(' '), of)
  }
  return [...groups.values()].flat()
}
