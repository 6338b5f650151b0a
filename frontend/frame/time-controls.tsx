import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { asOf, pastTime, standsAt } from '../api/as-of.ts'
import { findStep, type Step } from '../api/moments.ts'
import { problemOf } from '../api/problem.ts'
import { useKeys } from '../parts/use-keys.ts'
import { matchPath } from '../state/match-path.ts'
import { realNow } from '../state/clock.ts'
import { filter, place } from '../state/route.ts'
import { may, self } from '../state/session.ts'
import { describeMoment, rangeFor, ranges, readMoment } from '../words/moments.ts'

const hourMs = 3_600_000

/** What takes the page to another moment: a step to the next event, a range to drag over, and a field for a time or a position. */
export function TimeControls({ close }: { readonly close: () => void }) {
  const said = useSignal('')
  const tell = (text: string): void => void (said.value = text)
  return (
    <div class="time-controls">
      <Steps tell={tell} />
      <Range />
      <Typed tell={tell} />
      <p class="second small time-said" role="status">
        {said.value}
      </p>
      <CloseKey close={close} />
    </div>
  )
}

function CloseKey({ close }: { readonly close: () => void }) {
  useKeys([{ keys: 'Escape', does: 'close the bar of time', run: close }])
  return null
}

/** Goes to a moment: within the past in the place of the last one, so that `back` leads out of it. */
function goTo(moment: string): void {
  filter({ as_of: moment }, asOf.value === null ? 'push' : 'replace')
}

interface Telling {
  tell(text: string): void
}

function Steps({ tell }: Telling) {
  // Only who may read the ledger's events can go from one to the next.
  const barred = !may('audit') || self.value?.boards !== null
  const run = matchPath('/runs/:id', place.value.path)?.['id']
  const stream = run === undefined ? undefined : `gsdRun-${run}`
  const step = useStep(tell, stream)
  const keys = [
    { keys: 'ArrowLeft', does: 'To the event before', run: () => step.current('before') },
    { keys: 'ArrowRight', does: 'To the next event', run: () => step.current('after') },
  ]
  useKeys(barred ? [] : keys, [barred])
  if (barred)
    return <p class="second small">To go event by event, a token needs the scope audit.</p>
  const of = run === undefined ? '' : ' of this run'
  return (
    <div class="time-steps">
      <button type="button" aria-label={`Event before${of}`} onClick={() => step.current('before')}>
        ←
      </button>
      <button
        type="button"
        aria-label={`Next event${of}`}
        disabled={asOf.value === null}
        onClick={() => step.current('after')}
      >
        →
      </button>
      <span class="second small">by event{of}</span>
    </div>
  )
}

/** Steps one at a time: what is pressed while one is looked for does nothing. */
function useStep(tell: (text: string) => void, stream: string | undefined) {
  const state = useRef<'idle' | 'stepping'>('idle')
  const step = useRef<(way: Step['way']) => void>(() => undefined)
  step.current = (way): void => {
    const from = standsAt.value?.moment?.position ?? null
    // At now nothing comes after; and while the moment is not found yet, nothing is beside it.
    if (state.current === 'stepping' || (from === null && (way === 'after' || asOf.value !== null)))
      return
    state.current = 'stepping'
    findStep({ from, way, stream }, AbortSignal.timeout(60_000))
      .then(moment => {
        tell(moment ? '' : noneWords(way))
        if (moment) goTo(moment.position)
      })
      .catch((error: unknown) => tell(problemOf(error).message))
      .finally(() => (state.current = 'idle'))
  }
  return step
}

function noneWords(way: Step['way']): string {
  return way === 'after' ? 'This is the last event there is.' : 'There is no event before this one.'
}

const steps = 1_000

function Range() {
  const least = useSignal(24 * hourMs)
  const dragged = useSignal<number | null>(null)
  const end = realNow.value
  const at = pastTime.value
  const range = rangeFor(at, end, least.value)
  const timeAt = (value: number): number => end - (1 - value / steps) * range
  // The end is now, and nothing of the past stands there.
  const stands =
    at === null ? steps : Math.min(steps - 1, Math.round((1 - (end - at) / range) * steps))
  const value = dragged.value ?? stands
  const time = dragged.value === null && at !== null ? at : timeAt(value)
  const words = value >= steps ? 'now' : describeMoment(time, end)
  const settle = (chosen: number): void => {
    dragged.value = null
    if (chosen >= steps) filter({ as_of: null }, 'push')
    else goTo(new Date(Math.floor(timeAt(chosen) / 1_000) * 1_000).toISOString())
  }
  return (
    <div class="time-range">
      <input
        type="range"
        aria-label="Moment"
        aria-valuetext={words}
        min={0}
        max={steps}
        value={value}
        onInput={event => (dragged.value = event.currentTarget.valueAsNumber)}
        onChange={event => settle(event.currentTarget.valueAsNumber)}
      />
      <output class="small">{words}</output>
      <label class="time-over">
        <span class="second small">of the last</span>
        <select value={range} onChange={event => (least.value = Number(event.currentTarget.value))}>
          {ranges.map(({ name, ms }) => (
            <option key={ms} value={ms} disabled={at !== null && end - at > ms}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

function Typed({ tell }: Telling) {
  const typed = useRef<HTMLInputElement>(null)
  const submit = (event: Event): void => {
    event.preventDefault()
    const moment = readMoment(typed.current?.value ?? '', Date.now())
    tell(
      moment === undefined
        ? 'Type a time such as 02:14:07 or 2026-02-24 10:00, or a position.'
        : '',
    )
    if (moment === undefined) typed.current?.focus()
    else goTo(moment)
  }
  return (
    <form class="time-typed" onSubmit={submit}>
      <input
        ref={typed}
        type="text"
        aria-label="Time or position"
        placeholder="02:14:07, 2026-02-24 10:00, a position"
        autoComplete="off"
      />
      <button type="submit">Go</button>
    </form>
  )
}
