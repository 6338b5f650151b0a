import { type DeclaredAlarm, eachInTurns, type Host, type Sweep } from '../../../core/plugin-api.ts'
import type { NotifyConfig } from '../config.ts'
import type { NotifyEvent } from '../events.ts'
import type { Routing } from '../routing/routing.ts'
import type { AlarmRow } from '../rows.ts'
import { readSilencing, type Silencing } from '../silencing/silencing.ts'
import { alarmStream } from '../streams.ts'
import { alarmDecider } from './alarm.ts'
import type { AlarmCommand } from './alarm-state.ts'
import { rulesOf } from './telling-rules.ts'

/** What does not change is looked at so often; when its step of a route comes, at once. */
const everyMs = 60_000

/**
 * Creates the sweep that looks after alarms that are open: it ends those of what is no more, repeats what stays critical, tells
 * whoever could not be told before, or is to be told while nobody looks after it, notes what silences it, and says how it ended what
 * was not told when it had just been.
 */
export function createTendSweep(host: Host<NotifyConfig, NotifyEvent>): Sweep {
  const { config, clock } = host
  const rules = rulesOf(config)
  // A restart looks at all of them.
  let looked: ReadonlyMap<string, Looked> = new Map()

  function commandFor(row: AlarmRow, silencing: Silencing): AlarmCommand {
    const common = { now: clock.now(), ...rules }
    const text = row.state === 'raised' ? whyOver(row, host.alarms) : undefined
    if (text !== undefined) return { type: 'end', text, ...common }
    return { type: 'remind', ...common, silence: silencing.over(row) ?? null }
  }

  return {
    name: 'remind',
    everySeconds: 5,
    async run(signal) {
      const { rows } = await host.all<AlarmRow>('alarms', { equals: { open: true } })
      if (rows.length === 0) return
      const silencing = await readSilencing(host)
      const nowMs = clock.now().getTime()
      const due = rows.filter(row => {
        const of = { looked: looked.get(row.alarm_id), nowMs, silencing, routing: rules }
        return isToBeLookedAt(row, of)
      })
      const tended = new Map(looked)
      await eachInTurns(due, { atOnce: 4, signal }, async row => {
        const command = commandFor(row, silencing)
        await host.execute(alarmDecider, { stream: alarmStream(row.alarm_id), command })
        tended.set(row.alarm_id, { atMs: nowMs, revision: row.revision })
      })
      const open = new Set(rows.map(({ alarm_id }) => alarm_id))
      looked = new Map([...tended].filter(([id]) => open.has(id)))
    },
  }
}

interface Looked {
  readonly atMs: number
  readonly revision: number
}

interface Looking {
  readonly looked: Looked | undefined
  readonly nowMs: number
  readonly silencing: Silencing
  readonly routing: Routing
}

/** Tells whether anything may be due of an alarm: it has changed, it was looked at long ago, or a step of its route has come since. */
function isToBeLookedAt(row: AlarmRow, { looked, nowMs, silencing, routing }: Looking): boolean {
  if (!looked || looked.revision !== row.revision || nowMs - looked.atMs >= everyMs) return true
  if (row.state === 'cleared') return false
  const silence = silencing.over(row)
  if ((silence?.silenceId ?? null) !== row.silence_id) return true
  const { kind, board_id: boardId, severity, labels } = row
  return routing.later({ kind, boardId, severity, labels }).some(({ from, afterMs }) => {
    const since = from === 'critical' ? row.critical_since : row.raised_since
    const dueMs = Math.max(since?.getTime() ?? 0, row.heard_at?.getTime() ?? 0) + afterMs
    return dueMs > looked.atMs && dueMs <= nowMs
  })
}

/** Why there is no such thing any more as an alarm is about; undefined while there is. */
function whyOver(
  { cause, subject }: Pick<AlarmRow, 'cause' | 'subject'>,
  alarms: readonly DeclaredAlarm[],
): string | undefined {
  const [word = ''] = cause.split(' ', 1)
  const owner = alarms.find(one => one.word === word)
  if (!owner) return `${subject}: what told of it is no longer installed.`
  return owner.spec.over?.(cause.slice(word.length + 1))
}
