import { query, withFilters } from '../state/route.ts'
import { overOf, overs, spanOf } from './series.ts'

/** Chooses how far back a picture goes; the choice is in the address. */
export function OverChoice() {
  const chosen = overOf(query.value)
  return (
    <div class="choices" role="group" aria-label="How far back">
      {overs.map(over => (
        <a
          key={over}
          href={withFilters({ over: over === '6h' ? null : over })}
          {...(over === chosen ? { 'aria-current': 'true' as const } : {})}
        >
          {spanOf(over).label}
        </a>
      ))}
    </div>
  )
}
