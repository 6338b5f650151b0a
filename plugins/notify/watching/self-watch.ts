import { concatMap, EMPTY, exhaustMap, from, type Observable } from 'rxjs'
import { type AlarmState, codeOf, type Host, type Observation } from '../../../core/plugin-api.ts'
import { type Recipient, recipientsOf } from '../channels/channels.ts'
import { composeMessage, type NoticeToTell } from '../channels/compose-message.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import { alarmIdOf } from '../streams.ts'

type NotifyHost = Host<NotifyConfig, NotifyEvent>

const everyMs = 30_000
/** A restart of a database or of the ledger takes less. */
const patienceMs = 120_000

/**
 * Watches whether this process can still know what it is to tell, and says so on every channel by itself when it cannot: without
 * ledger and read models there are no alarms. It records nothing, since it could not, and a process of its own tells for itself.
 */
export function createSelfWatch(host: NotifyHost): Observable<Observation<NotifyEvent>> {
  const watch = new SelfWatch(host)
  return host.clock
    .ticks(everyMs)
    .pipe(exhaustMap(() => from(watch.look()).pipe(concatMap(() => EMPTY))))
}

/** What a process knows of its own blindness, and whom it has told. */
class SelfWatch {
  readonly #host: NotifyHost
  readonly #recipients: readonly Recipient[]
  readonly #told = new Set<string>()
  #blindSince: Date | undefined
  #why = ''

  constructor(host: NotifyHost) {
    this.#host = host
    // Whoever is told of some boards or kinds alone is not told of this.
    this.#recipients = recipientsOf(host.config, host).filter(
      ({ boards, kinds }) => boards.length === 0 && kinds.length === 0,
    )
  }

  /** Looks whether what is to be told can be known, and tells what changed. */
  async look(): Promise<void> {
    const { clock } = this.#host
    this.#why = await this.#whyBlind()
    if (this.#why === '') this.#blindSince = undefined
    else this.#blindSince ??= clock.now()
    const blindMs = clock.now().getTime() - (this.#blindSince ?? clock.now()).getTime()
    const isBlind = this.#blindSince !== undefined
    if (isBlind && blindMs < patienceMs) return
    const due = this.#recipients.filter(({ name }) => this.#told.has(name) !== isBlind)
    await Promise.all(due.map(recipient => this.#tell(recipient, isBlind ? 'raised' : 'cleared')))
  }

  async #whyBlind(): Promise<string> {
    try {
      await Promise.all(['alarms', 'tellings'].map(name => this.#host.rows(name, { limit: 1 })))
      return ''
    } catch (error) {
      return codeOf(error) ?? 'DECKLOG_INTERNAL'
    }
  }

  async #tell({ name, channel }: Recipient, state: AlarmState): Promise<void> {
    const { clock, config, machine } = this.#host
    const at = clock.now()
    const how = { state, machine: machine.name, at, since: this.#blindSince }
    const notice = noticeOf(how, this.#textOf(state))
    const message = composeMessage([notice], {
      ...{ id: notice.notice_id, node: machine.name, at, repeat: 'no' },
      consoleUrl: config.consoleUrl,
    })
    const { outcome } = await channel.deliver(message, AbortSignal.timeout(10_000))
    // Whoever could not be reached is told the next time, if it is still so.
    if (outcome !== 'delivered') return
    if (state === 'raised') this.#told.add(name)
    else this.#told.delete(name)
  }

  #textOf(state: AlarmState): string {
    const { name } = this.#host.machine
    if (state === 'cleared') return `Decklog on ${name} knows again what it is to tell.`
    const since = (this.#blindSince ?? this.#host.clock.now()).toISOString()
    return `Decklog on ${name} cannot know what it is to tell since ${since} (${this.#why}): alarms come late until it can.`
  }
}

interface Told {
  readonly state: AlarmState
  readonly machine: string
  readonly at: Date
  readonly since: Date | undefined
}

// It has the shape of any notice, and stands in no ledger.
function noticeOf({ state, machine, at, since }: Told, text: string): NoticeToTell {
  const cause = `decklog ${machine}`
  const id = alarmIdOf(`${cause} ${state} ${at.toISOString()}`)
  return {
    ...{ notice_id: id, source_event_id: id, alarm_id: alarmIdOf(cause), kind: 'decklog' },
    ...{ nature: 'problem', subject: `Decklog on ${machine}`, board_id: null, at },
    ...{ alarm_state: state, severity: 'critical', text, reminder: null },
    ...{ people: [], labels: {}, page: '/system', commands: ['decklog projections list'] },
    raised_since: since ?? null,
  }
}
