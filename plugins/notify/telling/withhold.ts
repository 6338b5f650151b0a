import type { Webhook } from '../config.ts'
import { isMuted, type MuteRow } from '../muting/is-muted.ts'
import type { WithholdReason } from '../words.ts'
import type { NoticeRow } from './notice.ts'
import { isQuiet } from './quiet-hours.ts'

/** Says why a notice is to be kept from a webhook now; undefined when it is not. */
export function withholdReason(
  notice: NoticeRow,
  webhook: Webhook | undefined,
  { now, mutes }: { readonly now: Date; readonly mutes: readonly MuteRow[] },
): WithholdReason | undefined {
  if (!webhook) return 'not_configured'
  if (isMuted(notice, mutes, now)) return 'muted'
  const { severity } = notice
  return isQuiet(webhook.quietHours, { now, severity }) ? 'quiet_hours' : undefined
}
