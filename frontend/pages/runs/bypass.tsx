import { useState } from 'preact/hooks'
import { newKey, send } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { self } from '../../state/session.ts'
import { nameOf, stepWords } from './describe-run.ts'
import type { Run, RunShown } from './load-run.ts'

const lengths = [
  ['1h', 'an hour'],
  ['4h', '4 hours'],
  ['24h', 'a day'],
] as const

interface BypassProps {
  readonly shown: RunShown
  readonly decided: Run['gate_decisions'][number]
  close(): void
  done(): void
}

/** Sets the deny of gates aside, for this run, this step and a while, for a reason that is recorded. */
export function Bypass({ shown: { run, approvals }, decided, close, done }: BypassProps) {
  const [key] = useState(newKey)
  const [length, choose] = useState<string>(lengths[0][0])
  const [digest] = useState(approvals.subject_digest)
  const denied = decided.gates.filter(one => one.decision === 'deny').map(({ gate }) => gate)
  const step = stepWords(decided.stage)
  const act = async (reason: string): Promise<void> => {
    await send('post', '/api/v1/gsd-runs/{run_id}/gate-bypasses', {
      params: { run_id: run.id },
      body: {
        ...{ stage: decided.stage, gates: denied, reason, expires_after: length },
        subject_digest: digest,
      },
      key,
    })
    done()
  }
  const named = denied.length === 1 ? `the gate ${denied[0]}` : `the gates ${denied.join(', ')}`
  const span = lengths.find(([value]) => value === length)?.[1]
  return (
    <Confirm
      title={`Set aside ${named} for ${step}?`}
      verb="Set aside"
      grave
      asks={{ label: 'Why', hint: 'Recorded with it, and shown on the run for good.' }}
      act={act}
      close={close}
    >
      <p class="sentence">
        “{self.value?.subject} set aside {named} for {step} of {nameOf(run)}, for {span}.”
      </p>
      <p>
        What it denies stays as it is: the step is only no longer refused for it, for this run and
        as long as this holds.
      </p>
      <label class="field">
        <span>For how long</span>
        <select value={length} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {lengths.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </Confirm>
  )
}
