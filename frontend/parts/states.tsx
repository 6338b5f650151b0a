import type { ComponentChildren } from 'preact'
import { isPreparing } from '../api/problem.ts'

/** There is nothing to show; says why, and what to do about it if there is something. */
export function Empty({
  title,
  children,
}: {
  readonly title: string
  readonly children?: ComponentChildren
}) {
  return (
    <div class="state">
      <p class="state-title">{title}</p>
      {children && <div class="state-more">{children}</div>}
    </div>
  )
}

/** It is being read; shown to the eye only when that takes a while. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <p class="state loading" role="status">
      Reading {what} …
    </p>
  )
}

/** The token may not see this; names the scope that it lacks, and how to get one that has it. */
export function Denied({ what, scope }: { readonly what: string; readonly scope: string }) {
  return (
    <Empty title={`This token may not read ${what}.`}>
      <p>
        It lacks the scope <code>{scope}</code>. Ask who gave it to you for one that has it:{' '}
        <code>decklog token create --scopes {scope === 'read' ? 'read' : `read,${scope}`} …</code>
      </p>
    </Empty>
  )
}

interface FailedProps {
  /** What was being read or done. */
  readonly what: string
  /** What happened, as the API says it. */
  readonly why: string
  /** Its code, for who looks it up. */
  readonly code?: string | undefined
  readonly retry?: (() => void) | undefined
  /** What is still true: that what is shown is what was read before. */
  readonly still?: string | undefined
}

/** It could not be read or done: what happened, what is still true, and what to do. */
export function Failed({ what, why, code, retry, still }: FailedProps) {
  if (code !== undefined && isPreparing({ code }))
    return (
      <div class="state" role="status">
        <p class="state-title">{why}</p>
        <p>That takes a moment, the first time. It is read by itself as soon as it can be.</p>
      </div>
    )
  return (
    <div class="state failed" role="alert">
      <p class="state-title">{what}</p>
      <p>
        {why} {code && <code>{code}</code>}
      </p>
      {still && <p>{still}</p>}
      {retry && (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  )
}
