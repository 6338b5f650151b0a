import { computed, signal } from '@preact/signals'
import { pastTime } from '../api/as-of.ts'

const everyMs = 10_000

/** The time it is, in ms; it moves every ten seconds, because nothing here is told more exactly. */
export const realNow = signal(Date.now())

/** The time that is told from, in ms: the one it is, or that of the past that the page stands at. */
export const now = computed(() => pastTime.value ?? realNow.value)

/** Lets the time go on until what it answers is called. */
export function startClock(): () => void {
  const move = (): void => void (realNow.value = Date.now())
  const timer = setInterval(move, everyMs)
  // Browsers let a hidden page's timers wait.
  document.addEventListener('visibilitychange', move)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', move)
  }
}
