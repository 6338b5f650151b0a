import type { Clock, Outbound } from '../../../core/plugin-api.ts'
import type { Message } from './message.ts'

/** What became of one attempt to tell a channel something. */
export type Receipt =
  /** It has it. `status` is what it answered: of HTTP, or of SMTP. */
  | { readonly outcome: 'delivered'; readonly status: number }
  /** It may not have it. `reason` is in our own words: it repeats nothing that came from there, and no secret. */
  | {
      readonly outcome: 'failed'
      readonly reason: string
      /** How long it asked to be left alone, in milliseconds. */
      readonly patienceMs?: number
    }

/** One place where people are told something: a room, a pager, a mailbox. */
export interface Channel {
  /** As events and answers call it. */
  readonly name: string
  /** `slack`, `email`, … */
  readonly type: string
  /** `told`: it keeps alarms that somebody can look after, so that it is told (kind `acknowledged`) when somebody does. */
  readonly acknowledgements: 'told' | 'not_told'
  /** `storms_in_one`: it keeps each alarm until it is over, and many that are told at once as one. Default: it keeps none. */
  readonly incidents?: 'storms_in_one'
  /** So many alarms one message may tell; the rest is the next. */
  readonly mostAlarms: number
  /**
   * Tells it a message, within 5 s. Never rejects but when `signal` aborts. Telling the same message again is harmless, as far as
   * the other side knows its id.
   */
  deliver(message: Message, signal: AbortSignal): Promise<Receipt>
  /** How long it still asks to be left alone, in milliseconds; until then it is told nothing. */
  patienceMs(): number
  /** What it would send, for people to read: secrets are left out. */
  preview(message: Message): string
  /** Rejects with DECKLOG_CONFIG_INVALID, naming the key, when what its configuration leaves to files is not there. */
  verify(): Promise<void>
}

/** What channels are made with. */
export interface ChannelParts {
  readonly outbound: Outbound
  readonly clock: Clock
}
