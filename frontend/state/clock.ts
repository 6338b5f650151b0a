import { signal } from '@preact/signals'

const everyMs = 10_000

/** The time that is told from, in ms; it moves every ten seconds, because nothing here is told more exactly. */
export const now = signal(Date.now())

/** Lets the time go on until what it answers is called. */
export function startClock(): () => void {
  const move = (): void => void (now.value = Date.now())
  const timer = setInterval(move, everyMs)
  // Browsers let a hidden page's timers wait.
  document.addEventListener('visibilitychange', move)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', move)
  }
}
