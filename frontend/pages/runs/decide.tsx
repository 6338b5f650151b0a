import { useState } from 'preact/hooks'
import { newKey, send } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { self } from '../../state/session.ts'
import { nameOf, stepWords } from './describe-run.ts'
import type { ApprovalPoint, Approvals, RunShown } from './load-run.ts'
import { Subject } from './subject.tsx'

/** A decision that somebody is about to make, on what they have looked at. */
export interface Decision {
  readonly point: ApprovalPoint
  readonly verdict: 'approved' | 'rejected'
  /** As it was when they asked to decide: what came since is not what they saw. */
  readonly approvals: Approvals
}

interface DecideProps {
  readonly shown: RunShown
  readonly decision: Decision
  close(): void
  done(): void
}

/** Asks once more, with the sentence that will be recorded, and decides. However often it is pressed, it is one decision. */
export function Decide({
  shown,
  decision: { point, verdict, approvals },
  close,
  done,
}: DecideProps) {
  const { run } = shown
  // Of this dialog, whatever is pressed in it and however often the network fails.
  const [key] = useState(newKey)
  const step = stepWords(point.stage)
  const act = async (note: string): Promise<void> => {
    await send('post', '/api/v1/gsd-runs/{run_id}/approvals', {
      params: { run_id: run.id },
      body: {
        ...{ stage: point.stage, decision: verdict },
        ...(note === '' ? {} : { note }),
        subject_digest: approvals.subject_digest,
      },
      key,
    })
    done()
  }
  const isYes = verdict === 'approved'
  return (
    <Confirm
      title={`${isYes ? 'Approve' : 'Reject'} ${step} of ${nameOf(run)}?`}
      verb={isYes ? `Approve ${step}` : `Reject ${step}`}
      grave={!isYes}
      asks={
        isYes
          ? { label: 'Note', hint: 'Recorded with it, if there is one.', may: 'be empty' }
          : {
              label: 'Why',
              hint: 'Recorded with it. A rejection holds until approval is asked for anew.',
            }
      }
      act={act}
      close={close}
    >
      <p class="sentence">
        “{self.value?.subject} {verdict} {step} of {nameOf(run)}
        {run.release_id === null ? '' : `, release ${run.release_id.slice(0, 12)}`}, as{' '}
        {approvals.subject_digest.slice(0, 12)}.”
      </p>
      <p class="second small">This is what will be recorded, for good.</p>
      <Subject shown={shown} approvals={approvals} />
    </Confirm>
  )
}
