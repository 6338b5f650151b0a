import { useState } from 'preact/hooks'
import { asOf } from '../../api/as-of.ts'
import { Time } from '../../parts/time.tsx'
import { self, may } from '../../state/session.ts'
import { Decide, type Decision } from './decide.tsx'
import { approvalsWords, stepWords, whoOf } from './describe-run.ts'
import type { ApprovalPoint, Approvals as All, RunShown } from './load-run.ts'
import { Subject } from './subject.tsx'

/** What there is to approve, what exactly that is, and what was decided so far. */
export function Approvals({
  shown,
  again,
}: {
  readonly shown: RunShown
  readonly again: () => void
}) {
  const { run, approvals } = shown
  const [asked, ask] = useState<Decision | null>(null)
  const open = run.status === 'completed' ? [] : approvals.points.filter(isOpen)
  if (approvals.points.length === 0 && approvals.approvals.length === 0) return null
  return (
    <section class="panel" aria-labelledby="approvals">
      <h2 id="approvals">Approvals</h2>
      <ul class="points">
        {approvals.points.map(point => (
          <Point
            key={point.stage}
            point={point}
            isOpen={open.includes(point)}
            decide={verdict => ask({ point, verdict, approvals })}
          />
        ))}
      </ul>
      {open.length > 0 ? <Subject shown={shown} approvals={approvals} /> : null}
      <Decisions approvals={approvals.approvals} />
      {asked ? (
        <Decide shown={shown} decision={asked} close={() => ask(null)} done={again} />
      ) : null}
    </section>
  )
}

function isOpen({ status }: ApprovalPoint): boolean {
  return status === 'pending'
}

function Point({
  point,
  isOpen: open,
  decide,
}: {
  readonly point: ApprovalPoint
  readonly isOpen: boolean
  readonly decide: (verdict: Decision['verdict']) => void
}) {
  const barred = whyNot()
  return (
    <li class="point">
      <div>
        <p>
          <strong>{sentence(stepWords(point.stage))}</strong> {standing(point)}
        </p>
        <p class="second small">
          Asked for by {whoOf(point.requested_by)}, <Time at={point.requested_at} />
          {point.two_person ? '; who created or advanced the run does not count' : ''}
          {point.required > 1 ? `; ${point.given} of ${point.required} given` : ''}
        </p>
        {open && barred !== null ? <p class="second small">{barred}</p> : null}
      </div>
      {open && barred === null ? (
        <div class="actions">
          <button type="button" class="primary" onClick={() => decide('approved')}>
            Approve …
          </button>
          <button type="button" class="grave" onClick={() => decide('rejected')}>
            Reject …
          </button>
        </div>
      ) : null}
    </li>
  )
}

function standing(point: ApprovalPoint): string {
  if (point.status === 'approved') return 'is approved.'
  if (point.status === 'rejected') return 'was rejected: approval has to be asked for anew.'
  return `needs ${approvalsWords(point).replace(/,$/, '')}.`
}

/** Why who is signed in cannot decide here; null when nothing that the console knows is in the way. */
function whyNot(): string | null {
  if (asOf.value !== null) return 'This is the past: nothing can be decided in it.'
  if (!may('approve')) return 'This token may not approve: it lacks the scope approve.'
  if (self.value?.kind === 'agent') return 'What works by itself never approves.'
  return null
}

function Decisions({ approvals }: { readonly approvals: All['approvals'] }) {
  if (approvals.length === 0) return null
  return (
    <>
      <h3>Decided so far</h3>
      <ul class="decisions">
        {approvals.map(({ id, actor, via, decision, stage, note, decided_at: at, state }) => (
          <li key={id}>
            <span>
              <strong>{whoOf(actor)}</strong>
              {via === null ? '' : ` through ${whoOf(via)}`} {decision} {stepWords(stage)}
              {note === null ? '' : `: “${note}”`}
            </span>
            <span class="second small">
              <Time at={at} />
              {states[state] ?? ''}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What became of a decision, where it does not simply count. */
const states: Readonly<Record<string, string>> = {
  expired: ', has expired',
  void: ', void: what it was about has changed',
  superseded: ', of an earlier request',
  own: ', does not count: of who created or advanced the run',
  no_person: ', does not count: of no person',
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
