import { asOf } from '../api/as-of.ts'
import type { Problem } from '../api/problem.ts'
import { to, withFilters } from '../state/route.ts'
import { Denied, Empty, Failed } from './states.tsx'
import { Time } from './time.tsx'

/** What could not be read even once: that it is not there, that the token may not, or what went wrong. */
export function Unread({
  what,
  problem,
  again,
}: {
  readonly what: string
  readonly problem: Problem
  readonly again: () => void
}) {
  if (asOf.value !== null && problem.status === 404)
    return (
      <Empty title={`Nothing was known of ${what} at that time.`}>
        <p>
          It was recorded later, or never, or is on a board that this token does not see.{' '}
          <a href={withFilters({ as_of: null })}>See it as it is now.</a>
        </p>
      </Empty>
    )
  // An address that holds no id holds nothing that is there.
  if (problem.status === 404 || problem.status === 422)
    return (
      <Empty title={`Decklog knows nothing of ${what}.`}>
        <p>
          It is not there, or on a board that this token does not see.{' '}
          <a href={to('/')}>See how things stand now.</a>
        </p>
      </Empty>
    )
  if (problem.status === 403) return <Denied what={what} scope={scopeOf(problem)} />
  return (
    <Failed
      what={`Could not read ${what}.`}
      why={problem.message}
      code={problem.code}
      retry={again}
    />
  )
}

/** Says that what is shown was read before, when it could not be read again. */
export function Stale({
  shown: { problem, readAt, again },
}: {
  readonly shown: {
    readonly problem: Problem | undefined
    readonly readAt: number | undefined
    again(): void
  }
}) {
  if (problem === undefined || readAt === undefined) return null
  return (
    <p class="stale" role="status">
      This is from <Time at={readAt} />: {problem.message}{' '}
      <button type="button" class="link" onClick={again}>
        Read again
      </button>
    </p>
  )
}

function scopeOf({ message }: Problem): string {
  return /scope `?(\w+)`?/.exec(message)?.[1] ?? 'read'
}
