import type { Host, Recheck, Recorded, Redecided, Redeciding } from '../../../core/plugin-api.ts'
import type { NoticeEvent } from '../alarm-events.ts'
import { receiversOf } from '../channels/channels.ts'
import type { NotifyConfig } from '../config.ts'
import type { DeliveryEvent, NotifyEvent, Withheld } from '../events.ts'
import { muteStream, windowStream } from '../streams.ts'
import type { Reason } from '../telling/withholding.ts'
import {
  createKeptBack,
  createPastSilences,
  isOfSilence,
  type KeptBack,
  type SilenceEvent,
  type Silences,
  type Told,
} from './kept-back.ts'

type NotifyHost = Pick<Host<NotifyConfig, NotifyEvent>, 'read'>
type Delivered = Extract<DeliveryEvent, { readonly type: 'notify.Delivered' }>

const mostNotices = 50_000
// A run of what tells decides with what it has read, and is at it for some seconds.
const momentsMs = [0, 5_000, 15_000]

/** Judges again what was kept from receivers, and what was told them all the same: by what silenced it then, and the quiet hours of the rules. */
export interface KeptBackRedeciding extends Redeciding {
  /** Takes note of what is to be told. */
  note(event: Recorded<NoticeEvent>): void
}

/** Creates it. */
export function redecideKeptBack(host: NotifyHost): KeptBackRedeciding {
  const silences = createPastSilences()
  const notices = createNotices()
  const known = new WeakMap<NotifyConfig, KeptBack>()

  function keptBy(config: NotifyConfig): KeptBack {
    const kept = known.get(config) ?? createKeptBack(config, silences)
    known.set(config, kept)
    return kept
  }

  const noteSilence = async (event: Recorded<SilenceEvent>): Promise<null> => {
    silences.note(event)
    return null
  }
  const types = ['MuteSet', 'MuteLifted', 'WindowPlanned', 'WindowCancelled'] as const
  return {
    note: event => notices.note(event),
    events: {
      ...Object.fromEntries(types.map(word => [`notify.${word}`, noteSilence])),
      'notify.Withheld': async (event: Recorded<Withheld>, config: NotifyConfig) => {
        await learnSilence(host, silences, event)
        return redecideWithheld(event, notices.find(event), { config, kept: keptBy(config) })
      },
      'notify.Delivered': async (event: Recorded<Delivered>, config: NotifyConfig) =>
        redecideDelivered(event, notices.find(event), keptBy(config)),
    },
  }
}

function redecideWithheld(
  { data, receivedAt }: Recorded<Withheld>,
  told: readonly (readonly Told[])[],
  { config, kept }: { readonly config: NotifyConfig; readonly kept: KeptBack },
): Redecided {
  const { reason, silenceId = null, webhook } = data
  const what = 'why it was kept back'
  const isAnonymous = silenceId === null && (reason === 'muted' || reason === 'window')
  if (told.length === 0 || isAnonymous) return [{ what, of: 'no_facts' }]
  const recorded = { reason, silenceId }
  if (!receiversOf(config).some(({ name }) => name === webhook))
    return [{ what, of: 'rules', recorded, judged: { reason: 'not_configured', silenceId: null } }]
  const judged = found(kept, { webhook, told, at: receivedAt }, why => isSame(why, recorded))
  return [{ what, of: 'rules', recorded, judged: judged ? recorded : null }]
}

function redecideDelivered(
  { data: { webhook, durationMs }, receivedAt }: Recorded<Delivered>,
  told: readonly (readonly Told[])[],
  kept: KeptBack,
): readonly Recheck[] | null {
  if (told.length === 0) return null
  const at = new Date(receivedAt.getTime() - durationMs)
  const isFree = found(kept, { webhook, told, at }, why => why === undefined)
  const [judged] = isFree ? [] : reasonsAt(kept, { webhook, told, at })
  return [{ what: 'that it was told', of: 'rules', recorded: null, judged: judged ?? null }]
}

interface Looked {
  readonly webhook: string
  /** Of each notice, as it was, and as its alarm was by then: it is told as that stands. */
  readonly told: readonly (readonly Told[])[]
  readonly at: Date
}

/** Whether at one of the moments at which it may have been decided all of these were kept, or told, as is said. */
function found(
  kept: KeptBack,
  { webhook, told, at }: Looked,
  fits: (why: Reason | undefined) => boolean,
): boolean {
  return momentsMs.some(ms => {
    const moment = new Date(at.getTime() - ms)
    return told.every(as => as.some(one => fits(kept.why(webhook, one, moment))))
  })
}

function reasonsAt(kept: KeptBack, { webhook, told, at }: Looked): readonly Reason[] {
  return told.flatMap(as => as.flatMap(one => kept.why(webhook, one, at) ?? []))
}

function isSame(why: Reason | undefined, recorded: { reason: string; silenceId: string | null }) {
  return why?.reason === recorded.reason && (why.silenceId ?? null) === recorded.silenceId
}

/** Reads what kept something back, where it begins after that was set. */
async function learnSilence(
  host: NotifyHost,
  silences: Silences,
  { data: { reason, silenceId }, position }: Recorded<Withheld>,
): Promise<void> {
  if (silenceId === undefined || silences.knows(silenceId)) return
  const stream = reason === 'muted' ? muteStream(silenceId) : windowStream(silenceId)
  for await (const event of host.read(stream))
    if (event.position < position && isOfSilence(event)) silences.note(event)
}

/** Remembers what is to be told, so long as something may become of it. */
function createNotices() {
  const byId = new Map<string, Told>()
  const byAlarm = new Map<string, Told>()
  return {
    note({ id, data }: Recorded<NoticeEvent>): void {
      const { alarmId, kind, boardId, severity, labels } = data
      const told = { alarmId, kind, boardId, severity, ...(labels && { labels }) }
      if (data.webhooks.length > 0) byId.set(id, told)
      byAlarm.set(alarmId, told)
      const [oldest] = byId.keys()
      if (byId.size > mostNotices && oldest !== undefined) byId.delete(oldest)
    },
    find: ({ data: { noticeIds } }: Recorded<DeliveryEvent>): readonly (readonly Told[])[] =>
      noticeIds.flatMap(id => {
        const notice = byId.get(id)
        return notice ? [[notice, byAlarm.get(notice.alarmId) ?? notice]] : []
      }),
  }
}
