import { v5, v7 } from 'uuid'
import type { Host } from '../../../core/plugin-api.ts'
import {
  composeMessage,
  type IncidentToTell,
  type NoticeToTell,
} from '../channels/compose-message.ts'
import type { Message } from '../channels/message.ts'
import type { NotifyConfig } from '../config.ts'

/** What a receiver is to be told. */
export interface ToBeTold {
  readonly notices: readonly NoticeToTell[]
  /** Of a message that may have arrived already; default: made of what it tells. */
  readonly messageId?: string | undefined
  readonly repeat?: Message['repeat'] | undefined
  /** Of a digest: what kept back what it tells. */
  readonly after?: string | undefined
  /** Of a pager: what becomes of which incidents; default: each alarm has its own. */
  readonly incidents?: readonly IncidentToTell[] | undefined
}

/** Makes the message by which a receiver is told of notices now: what is sent, and what a preview shows. */
export function messageTo(
  { clock, config, machine }: Pick<Host<NotifyConfig>, 'clock' | 'config' | 'machine'>,
  receiver: string,
  { notices, messageId, repeat = 'no', after, incidents }: ToBeTold,
): Message {
  return composeMessage(notices, {
    id: messageId ?? messageIdOf(receiver, notices),
    ...{ node: machine.name, at: clock.now(), repeat, consoleUrl: config.consoleUrl },
    ...{ after, incidents },
  })
}

// A namespace of our own: RFC 9562, section 6.6.
const messages = '8f5d2f9e-7f4c-4a3a-8c38-1d3d0c9b6b52'

/** The id of a message: the same however often it is tried, so that a receiver knows a repeat; a test is each time another. */
export function messageIdOf(
  receiver: string,
  notices: readonly Pick<NoticeToTell, 'notice_id'>[],
): string {
  if (notices.length === 0) return v7()
  return v5([receiver, ...notices.map(({ notice_id }) => notice_id)].join(' '), messages)
}
