import { effect } from '@preact/signals'
import { token } from '../state/session.ts'
import { asOf } from './as-of.ts'
import { credentials } from './client.ts'
import { Live } from './live.ts'

/** The changes of everything that is shown. */
export const changes = new Live({
  open: ({ topics, lastEventId, signal }) =>
    fetch(`/api/v1/stream?${new URLSearchParams({ topics: topics.join(',') }).toString()}`, {
      signal,
      headers: {
        ...credentials(),
        accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
      },
      cache: 'no-store',
      credentials: 'omit',
    }),
  now: () => Date.now(),
  later: (work, ms) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
})

/** Takes changes while somebody is signed in and looks at now: nothing comes to the past. */
export function startChanges(): () => void {
  const stopEffect = effect(() => {
    if (token.value !== null && asOf.value === null) changes.start()
    else changes.stop()
  })
  const retry = (): void => changes.retry()
  addEventListener('online', retry)
  return () => {
    removeEventListener('online', retry)
    stopEffect()
    changes.stop()
  }
}
