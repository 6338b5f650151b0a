import { useState } from 'preact/hooks'
import { asOf } from '../../api/as-of.ts'
import { newKey } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { may, self } from '../../state/session.ts'
import { aboutOf, levelOfRecovery } from './describe-recovery.ts'
import { approve, type Recovery, resume, type Suggestion, suggestionOf } from './recovery-data.ts'

/** What can be decided: an action that waits is approved, and what was given up is tried again. */
export function Handle({ recovery }: { readonly recovery: Recovery }) {
  // As it was when they asked: what is suggested since is not what they saw.
  const [asked, ask] = useState<Suggestion | 'resume' | undefined>()
  const suggestion = suggestionOf(recovery)
  const barred = suggestion === null ? null : whyNot()
  const mayResume =
    levelOfRecovery(recovery) === 'critical' && may('operate') && asOf.value === null
  const close = (): void => ask(undefined)
  return (
    <>
      {barred !== null && <p class="second small">{barred}</p>}
      <div class="actions">
        {suggestion !== null && barred === null && (
          <button type="button" class="primary" onClick={() => ask(suggestion)}>
            Approve …
          </button>
        )}
        {mayResume && (
          <button type="button" onClick={() => ask('resume')}>
            Try again …
          </button>
        )}
      </div>
      {asked === 'resume' && <Resume recovery={recovery} close={close} />}
      {asked !== undefined && asked !== 'resume' && <Approve suggestion={asked} close={close} />}
    </>
  )
}

/** Why who is signed in cannot approve; null when nothing that the console knows is in the way. */
function whyNot(): string | null {
  if (asOf.value !== null) return 'This is the past: nothing can be decided in it.'
  if (!may('approve')) return 'This token may not approve: it lacks the scope approve.'
  if (self.value?.kind !== 'person') return 'A person approves, and this token is of none.'
  return null
}

interface ApproveProps {
  readonly suggestion: Suggestion
  close(): void
}

function Approve({ suggestion, close }: ApproveProps) {
  const [key] = useState(newKey)
  const { recovery, says, digest } = suggestion
  const where = recovery.node === null ? '' : ` on ${recovery.node}`
  return (
    <Confirm
      title={`Approve what ${recovery.policy} would do?`}
      verb="Approve this action"
      asks={{ label: 'Note', hint: 'Recorded with it, if there is one.', may: 'be empty' }}
      act={note => approve(suggestion, { note, key })}
      close={close}
    >
      <p class="sentence">
        “{self.value?.subject} approved for {aboutOf(recovery)}
        {where}: {says}”
      </p>
      <p class="second small">
        It is done once, as soon as that machine takes it up. What is approved is this action, by
        its digest <code class="digest-long">{digest}</code>; another one is suggested anew.
      </p>
    </Confirm>
  )
}

interface ResumeProps {
  readonly recovery: Recovery
  close(): void
}

function Resume({ recovery, close }: ResumeProps) {
  const [key] = useState(newKey)
  return (
    <Confirm
      title={`Have ${recovery.policy} try again?`}
      verb="Try again"
      asks={{ label: 'What was mended', hint: 'Recorded with it.', may: 'be empty' }}
      act={note => resume(recovery, { note, key })}
      close={close}
    >
      <p>
        It had given up {aboutOf(recovery)}. It has all its attempts before it again, and takes them
        as its mode says.
      </p>
    </Confirm>
  )
}
