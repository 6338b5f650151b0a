import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { now } from '../../state/clock.ts'
import { worst } from '../../state/title.ts'
import { lookAt, type Look } from './look.ts'
import { useSources, type Sources } from './sources.ts'

/** How all stands: on every page, because the title of each tells the worst. */
export interface Standing extends Sources {
  readonly look: Look
}

/** How all stands now, or did at the moment that is looked at; undefined until something is known. */
export const standing = signal<Standing | undefined>(undefined)

/** Keeps up with how all stands, and reads a change of the worst level out. It is drawn for who listens alone. */
export function StandingKeeper() {
  const sources = useSources()
  const look = lookAt(sources.known, now.value)
  const { worst: level, findings } = look
  useEffect(() => {
    standing.value = { ...sources, look }
    worst.value = level === 'ok' ? null : level
  })
  return (
    <p class="unseen" role="status">
      {level === 'ok' ? '' : `The worst is ${level}: ${findings[0]?.what ?? ''}`}
    </p>
  )
}
