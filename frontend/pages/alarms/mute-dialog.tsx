import { useState } from 'preact/hooks'
import { newKey } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { describeTime } from '../../words/times.ts'
import { type Alarm, setMute } from './alarm-data.ts'

const terms = [
  [3_600, 'for an hour'],
  [14_400, 'for 4 hours'],
  [86_400, 'for a day'],
  [604_800, 'for a week'],
] as const

type Extent = 'alarm' | 'kind' | 'board' | 'everything'

interface MuteDialogProps {
  /** The alarm it is about; without one, all are. */
  readonly alarm?: Alarm
  close(): void
}

/** Asks what is to be muted, for how long and why. */
export function MuteDialog({ alarm, close }: MuteDialogProps) {
  const [extent, widen] = useState<Extent>(alarm ? 'alarm' : 'everything')
  const [seconds, last] = useState<number>(terms[0][0])
  const [key] = useState(newKey)
  const expiresAt = new Date(Date.now() + seconds * 1_000)
  return (
    <Confirm
      title="Mute alarms"
      verb="Mute"
      asks={{ label: 'Why', hint: 'It is recorded, and shown to everybody until it ends.' }}
      act={reason => setMute({ ...scopeOf(extent, alarm), reason, expiresAt }, key)}
      close={close}
    >
      <label class="field">
        <span>What</span>
        <select value={extent} onChange={event => widen(event.currentTarget.value as Extent)}>
          {extentsOf(alarm).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>How long</span>
        <select value={seconds} onChange={event => last(Number(event.currentTarget.value))}>
          {terms.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <p class="second">
        Until {describeTime(expiresAt, { now: Date.now() })} nobody is told; what happens is
        recorded all the same, and what still is so is told then.
      </p>
    </Confirm>
  )
}

function extentsOf(alarm: Alarm | undefined): readonly (readonly [Extent, string])[] {
  if (!alarm) return [['everything', 'every alarm']]
  return [
    ['alarm', `only this: ${alarm.subject}`],
    ['kind', `every alarm about ${alarm.kind}`],
    ...(alarm.board_id === null ? [] : [['board', 'every alarm of its board'] as const]),
    ['everything', 'every alarm'],
  ]
}

function scopeOf(
  extent: Extent,
  alarm: Alarm | undefined,
): Pick<Parameters<typeof setMute>[0], 'alarmId' | 'kind' | 'boardId'> {
  return {
    alarmId: extent === 'alarm' ? (alarm?.id ?? null) : null,
    kind: extent === 'kind' ? (alarm?.kind ?? null) : null,
    // A token of some boards may mute only on one of them, which is that of the alarm.
    boardId: extent === 'everything' || extent === 'kind' ? null : (alarm?.board_id ?? null),
  }
}
