import type { Host } from '../../../core/plugin-api.ts'
import type { Recipient } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent, Withheld } from '../events.ts'
import type { TellingRow } from '../rows.ts'
import type { Audible, Silencing } from '../silencing/silencing.ts'
import { deliveryStream } from '../streams.ts'
import { messageIdOf } from './message-to.ts'
import { isQuiet } from './quiet-hours.ts'

/** Why a notice is kept from a receiver: whoever says so has an id, quiet hours have none. */
export type Reason = Pick<Withheld['data'], 'reason' | 'silenceId'>
/** Says why a notice is to be kept back now; undefined when it is not. */
export type WhyNot = (row: Audible & Pick<TellingRow, 'severity'>) => Reason | undefined

/** Says why notices are to be kept from a receiver at a moment: by a mute, by a window that is open, in quiet hours. */
export function createWhyNot(
  { quietHours }: Pick<Recipient, 'quietHours'>,
  { now, silencing }: { readonly now: Date; readonly silencing: Silencing },
): WhyNot {
  return row => {
    const silence = silencing.over(row)
    if (silence)
      return {
        reason: silence.by === 'mute' ? 'muted' : 'window',
        silenceId: silence.silenceId,
      }
    const { severity } = row
    return isQuiet(quietHours, { now, severity }) ? { reason: 'quiet_hours' } : undefined
  }
}

/** So many that a window keeps back are recorded in one event: all that is worked on may alarm at once. */
const mostNotices = 500

interface Kept {
  readonly why: Reason
  readonly stormId: string | null
  readonly notices: TellingRow[]
}

/** Records what is not to be told now, and answers the rest. */
export async function withhold(
  { observe }: Host<NotifyConfig, NotifyEvent>,
  { name }: Recipient,
  { notices, whyNot }: { readonly notices: readonly TellingRow[]; readonly whyNot: WhyNot },
): Promise<readonly TellingRow[]> {
  const told: TellingRow[] = []
  const kept = new Map<string, Kept>()
  for (const notice of notices) {
    const why = whyNot(notice)
    if (!why) {
      told.push(notice)
      continue
    }
    const stormId = notice.storm_id
    const key = `${why.reason} ${why.silenceId ?? ''} ${stormId ?? ''}`
    const of = kept.get(key) ?? { why, stormId, notices: [] }
    of.notices.push(notice)
    kept.set(key, of)
  }
  for (const { why, stormId, notices: all } of kept.values()) {
    const most = why.reason === 'window' ? mostNotices : 1
    for (let from = 0; from < all.length; from += most) {
      const some = all.slice(from, from + most)
      const message = { messageId: messageIdOf(name, some), webhook: name }
      const storm = stormId === null ? {} : { stormId }
      const noticeIds = some.map(({ notice_id }) => notice_id)
      const data = { ...message, ...storm, noticeIds, ...why }
      await observe({ stream: deliveryStream(name), event: { type: 'notify.Withheld', data } })
    }
  }
  return told
}
