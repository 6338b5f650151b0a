import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { asOf, found, isNoMoment, type Moment, pastTime, standsAt } from '../api/as-of.ts'
import { findMoment } from '../api/moments.ts'
import { isPreparing } from '../api/problem.ts'
import { useKeys } from '../parts/use-keys.ts'
import { useReading } from '../parts/use-reading.ts'
import { realNow } from '../state/clock.ts'
import { filter } from '../state/route.ts'
import { exactTime } from '../words/times.ts'
import { describeMoment } from '../words/moments.ts'
import { TimeControls } from './time-controls.tsx'

/** Whether the bar can be moved along; what it stands at is said either way. */
const bar = signal<'open' | 'closed'>('closed')

/** The bar below the navigation: the moment that the page stands at, and what takes it to another. */
export function TimeBar() {
  useMoment()
  const opener = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    bar.value = 'closed'
    opener.current?.focus()
  }
  const toggle = (): void => (bar.value === 'open' ? close() : void (bar.value = 'open'))
  useKeys([{ keys: 'a', does: 'See it as of another time, or close that', run: toggle }])
  const isPast = asOf.value !== null
  return (
    <section class={`time-bar ${isPast ? 'is-past' : ''}`} aria-label="Time">
      <div class="time-bar-head">
        <button
          ref={opener}
          type="button"
          class="plain time-opener"
          aria-expanded={bar.value === 'open'}
          onClick={toggle}
        >
          <span>{isPast ? <AsOf /> : 'now'}</span> <span aria-hidden="true">▾</span>
        </button>
        <span class="second small" role="status">
          {isPast && pastTime.value !== null && (
            <span class="unseen">as of {describeMoment(pastTime.value, realNow.value)}, </span>
          )}
          <span>{isPast ? statusOf() : ''}</span>
        </span>
        {isPast && (
          <button type="button" class="time-back" onClick={() => filter({ as_of: null }, 'push')}>
            Back to now
          </button>
        )}
      </div>
      {bar.value === 'open' && <TimeControls close={close} />}
    </section>
  )
}

function AsOf() {
  const at = pastTime.value
  const text = asOf.value ?? ''
  if (at === null) return <>as of {/\D/.test(text) ? text : `position ${text}`}, read only</>
  return (
    <span data-tip={exactTime(at, { now: realNow.value })}>
      as of <strong>{describeMoment(at, realNow.value)}</strong>, read only
    </span>
  )
}

function statusOf(): string {
  const stands = standsAt.value
  if (isNoMoment(stands?.problem)) return 'there is no such moment'
  if (stands?.problem && isPreparing(stands.problem)) return 'is being made ready to be read …'
  if (stands?.problem) return 'could not be read yet, and is tried again'
  const position = stands?.moment?.position
  return position === undefined ? 'is being looked for …' : `at position ${position}`
}

/** Keeps what is found of the moment that the page stands at. */
function useMoment(): void {
  const { value, problem } = useReading<Moment | undefined>({
    of: 'moment',
    topics: [],
    read: async signal => (asOf.value === null ? undefined : findMoment(signal)),
  })
  useEffect(() => {
    const of = asOf.value
    found.value = of === null ? null : { of, moment: value, problem }
  }, [asOf.value, value, problem])
}
