import { Empty, Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { Unread } from '../../parts/unread.tsx'
import { type Notice, useNotices } from './alarm-data.ts'

/** Who was told of an alarm, when, and what became of it. */
export function Receipts({ alarmId }: { readonly alarmId: string }) {
  const { value, problem, again, more } = useNotices(alarmId)
  return (
    <section class="section">
      <h3>Told to whom</h3>
      {!value && problem && <Unread what="what was told" problem={problem} again={again} />}
      {!value && !problem && <Loading what="what was told" />}
      {value?.rows.length === 0 && <Empty title="Nobody was to be told of it." />}
      <ol class="receipts">
        {value?.rows.map(notice => (
          <li key={notice.id}>
            <NoticeLine notice={notice} />
          </li>
        ))}
      </ol>
      {more && (
        <button type="button" onClick={() => void more()}>
          Show older ones
        </button>
      )}
    </section>
  )
}

const reminders: Readonly<Record<NonNullable<Notice['reminder']>, string>> = {
  still_critical: 'told again, because it lasts',
  settled: 'told how it ended',
  receiver_added: 'told again, to whom was added',
  flapping: 'keeps coming and going',
  escalated: 'told further, because nobody looks after it',
  acknowledged: 'told on that somebody looks after it',
}

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const { state, at, reminder, tellings } = notice
  const what = reminder === null ? (state === 'raised' ? 'raised' : 'over') : reminders[reminder]
  return (
    <>
      <p>
        <Time at={at} /> {what}
      </p>
      {tellings.length === 0 ? (
        <p class="second small">no receiver is configured for it</p>
      ) : (
        <ul class="second small">
          {tellings.map(telling => (
            <li key={telling.webhook}>
              {telling.webhook}: {saidOf(telling)}
              {telling.retry_at !== null && (
                <>
                  , again <Time at={telling.retry_at} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const outcomes: Readonly<Record<Notice['tellings'][number]['state'], string>> = {
  pending: 'waits to be told',
  delivered: 'was told',
  failed: 'could not be told',
  withheld: 'is held back',
  lapsed: 'was not told any more: it no longer was so',
}

function saidOf({ state, attempts }: Notice['tellings'][number]): string {
  const tries = attempts > 1 ? ` after ${attempts} attempts` : ''
  return `${outcomes[state]}${tries}`
}
