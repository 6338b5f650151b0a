import type { Host } from '../../../core/plugin-api.ts'
import type { Recipient } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { TellingRow } from '../rows.ts'
import { sendingStream } from '../streams.ts'
import type { WhyNot } from './withholding.ts'

/** A message that was begun, and of which nobody knows whether it arrived: whoever sent it has ended before it could tell. */
interface Unknown {
  readonly notices: readonly TellingRow[]
  readonly attempt: number
  /** Its id, where it is told whole. */
  readonly messageId: string | undefined
}

/** Finds the message to a receiver whose outcome is not known; it is sent once more, marked as what may be a repeat. */
export async function unknownMessage(
  host: Pick<Host<NotifyConfig, NotifyEvent>, 'read'>,
  { name }: Pick<Recipient, 'name'>,
  { queue, whyNot }: { readonly queue: readonly TellingRow[]; readonly whyNot: WhyNot },
): Promise<Unknown | undefined> {
  const last = { direction: 'backwards', limit: 1 } as const
  for await (const { type, data } of host.read(sendingStream(name), last)) {
    if (type !== 'notify.Sending') continue
    const { noticeIds, attempt, messageId, stormId } = data
    const order = new Map(noticeIds.map((id, index) => [id, index]))
    // What became of it would have raised the attempts of each.
    const notices = queue
      .filter(row => order.has(row.notice_id) && row.attempts < attempt)
      // That it may be in a storm is recorded, even of what is kept back from now on.
      .filter(row => !whyNot(row) || (stormId !== undefined && row.storm_id !== stormId))
      .toSorted((a, b) => (order.get(a.notice_id) ?? 0) - (order.get(b.notice_id) ?? 0))
      .map(row => ({ ...row, storm_id: stormId ?? row.storm_id, attempts: attempt }))
    if (notices.length === 0) return undefined
    const isWhole = notices.length === noticeIds.length
    return { notices, attempt, messageId: isWhole ? messageId : undefined }
  }
  return undefined
}
