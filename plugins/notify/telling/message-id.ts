import { v5, v7 } from 'uuid'
import type { NoticeRow } from './notice.ts'

// A namespace of our own: RFC 9562, section 6.6.
const messages = '8f5d2f9e-7f4c-4a3a-8c38-1d3d0c9b6b52'

/** The id of a message: the same however often it is tried, so that a receiver knows a repeat; a test is each time another. */
export function messageIdOf(webhook: string, notices: readonly NoticeRow[]): string {
  if (notices.length === 0) return v7()
  return v5([webhook, ...notices.map(({ notice_id }) => notice_id)].join(' '), messages)
}
