import { useState } from 'preact/hooks'
import { asOf } from '../../api/as-of.ts'
import { newKey } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Time } from '../../parts/time.tsx'
import { Unread } from '../../parts/unread.tsx'
import type { Shown } from '../../parts/use-reading.ts'
import { to } from '../../state/route.ts'
import { may } from '../../state/session.ts'
import { liftMute, type Mute } from './alarm-data.ts'
import { MuteDialog } from './mute-dialog.tsx'

/** What is muted now, until when, by whom and why; each can be ended. */
export function Mutes({
  mutes: { value, problem, again },
}: {
  readonly mutes: Shown<readonly Mute[]>
}) {
  const [asking, ask] = useState<'set' | Mute | undefined>()
  const [key, renew] = useState(newKey)
  const mayChange = may('operate') && asOf.value === null
  const close = (): void => {
    ask(undefined)
    renew(newKey())
  }
  return (
    <section class="section mutes">
      <h2>Mutes</h2>
      {problem && !value && <Unread what="mutes" problem={problem} again={again} />}
      {value?.length === 0 && <p class="second">Nothing is muted.</p>}
      <ul>
        {value?.map(mute => (
          <li key={mute.mute_id} class="mute">
            <MuteLine mute={mute} />
            {mayChange && (
              <button type="button" onClick={() => ask(mute)}>
                End
              </button>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <p>
          <button type="button" onClick={() => ask('set')}>
            Mute every alarm
          </button>
        </p>
      )}
      {asking === 'set' && <MuteDialog close={close} />}
      {asking !== undefined && asking !== 'set' && (
        <Confirm
          title="End this mute"
          verb="End it"
          act={() => liftMute(asking.mute_id, key)}
          close={close}
        >
          <MuteLine mute={asking} />
          <p class="second">What it kept back and still is so is told now.</p>
        </Confirm>
      )}
    </section>
  )
}

function MuteLine({ mute }: { readonly mute: Mute }) {
  const { reason, set_by: by, set_at: at, expires_at: until, alarm_id: alarm } = mute
  return (
    <div class="mute-words">
      <p>
        {alarm === null ? (
          whatOf(mute)
        ) : (
          <a href={to('/alarms', { open: alarm })}>{whatOf(mute)}</a>
        )}
        , until <Time at={until} />: {reason}
      </p>
      <p class="second small">
        {by}, <Time at={at} />
      </p>
    </div>
  )
}

function whatOf({ alarm_id: alarm, kind, board_id: board }: Mute): string {
  if (alarm !== null) return 'One alarm'
  const about = kind === null ? 'Every alarm' : `Every alarm about ${kind}`
  return board === null ? about : `${about} of one board`
}
