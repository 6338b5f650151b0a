import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { problemOf, type Problem } from '../api/problem.ts'
import { Dialog } from './dialog.tsx'
import { Failed } from './states.tsx'

interface ConfirmProps {
  readonly title: string
  /** What exactly will be done and recorded. */
  readonly children: ComponentChildren
  /** What the button says: a verb. */
  readonly verb: string
  readonly grave?: boolean
  /** What has to be said with it, or may be, and is recorded; without it nothing is asked. */
  readonly asks?: { readonly label: string; readonly hint?: string; readonly may?: 'be empty' }
  /** Stays when it is done: what it shows then takes its place. */
  readonly keeps?: 'open'
  /** Does it; called once, however often the button is pressed. */
  act(said: string): Promise<void>
  close(): void
}

/** Asks once more before something is done. A second press while it is being done does nothing. */
export function Confirm({ title, children, verb, grave, asks, keeps, act, close }: ConfirmProps) {
  const begun = useRef(false)
  const [said, say] = useState('')
  const [phase, become] = useState<'asking' | 'doing'>('asking')
  const [problem, fail] = useState<Problem | undefined>()

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    // State comes with the next drawing; two presses can come before it.
    if (begun.current) return
    begun.current = true
    become('doing')
    try {
      await act(said.trim())
      if (keeps === undefined) close()
    } catch (error) {
      begun.current = false
      become('asking')
      fail(problemOf(error))
    }
  }
  return (
    <Dialog title={title} onClose={close}>
      <form class="confirm" onSubmit={event => void submit(event)}>
        {children}
        {asks && (
          <label class="field">
            <span>{asks.label}</span>
            {asks.hint && <span class="second small">{asks.hint}</span>}
            <textarea
              required={asks.may === undefined}
              maxLength={1_000}
              value={said}
              onInput={event => say(event.currentTarget.value)}
            />
          </label>
        )}
        {problem && <Failed what="It was not done." why={problem.message} code={problem.code} />}
        <div class="actions">
          <button type="submit" class={grave ? 'grave' : 'primary'} disabled={phase === 'doing'}>
            {verb}
          </button>
          <button type="button" onClick={close}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  )
}
