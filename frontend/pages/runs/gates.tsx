import { useState } from 'preact/hooks'
import { asOf } from '../../api/as-of.ts'
import { Digest } from '../../parts/digest.tsx'
import { LevelWord } from '../../parts/level.tsx'
import { Time } from '../../parts/time.tsx'
import { may, self } from '../../state/session.ts'
import { to } from '../../state/route.ts'
import type { Level } from '../../words/levels.ts'
import { Bypass } from './bypass.tsx'
import { refusedStep, stepWords, whoOf } from './describe-run.ts'
import type { CitedReason } from './gate-decision.ts'
import type { Run, RunShown } from './load-run.ts'

type Decided = Run['gate_decisions'][number]

const levels: Readonly<Record<string, Level>> = { allow: 'ok', warn: 'warning', deny: 'critical' }
const effects: Readonly<Record<string, string>> = {
  allowed: 'allowed',
  warned: 'allowed, with a warning',
  bypassed: 'allowed by a bypass, against the gates',
  refused: 'refused',
}

/** What the gates said at each step, with their reasons and the events that they cite; and how a deny is set aside. */
export function Gates({ shown, again }: { readonly shown: RunShown; readonly again: () => void }) {
  const { run } = shown
  const [asked, ask] = useState<Decided | null>(null)
  if (run.gate_decisions.length === 0) return null
  const refused = refusedStep(run)
  const canBypass = asOf.value === null && may('approve') && self.value?.kind !== 'agent'
  return (
    <section class="panel" aria-labelledby="gates">
      <h2 id="gates">Gates</h2>
      {run.gate_decisions.map(decided => (
        <Step key={decided.id} shown={shown} decided={decided}>
          {decided === refused && canBypass ? (
            <button type="button" onClick={() => ask(decided)}>
              Set aside …
            </button>
          ) : null}
        </Step>
      ))}
      <Bypasses run={run} />
      {asked ? <Bypass shown={shown} decided={asked} close={() => ask(null)} done={again} /> : null}
    </section>
  )
}

function Step({
  shown: { judged },
  decided,
  children,
}: {
  readonly shown: RunShown
  readonly decided: Decided
  readonly children: preact.ComponentChildren
}) {
  const { id, stage, effect, gates, by_rules: byRules, decided_at: at, mode } = decided
  const said = judged.get(id)
  return (
    <div class="gate-step">
      <div class="gate-head">
        <h3>
          {stepWords(stage)}: {effects[effect] ?? effect}
        </h3>
        <span class="second small">
          <Time at={at} />
          {mode === 'warn' ? ', where gates only warn' : ''} · record{' '}
          <Digest of={decided.record_digest} />
        </span>
        {children}
      </div>
      <ul class="gate-answers">
        {gates.map(({ gate, decision }) => (
          <li key={gate}>
            <LevelWord level={levels[decision] ?? 'unknown'} word={`${gate} ${words(decision)}`} />
            <Reasons reasons={said?.get(gate) ?? []} />
          </li>
        ))}
        {byRules.map(({ gate, text }) => (
          <li key={`${gate} by the rules`}>
            <LevelWord level="unknown" word={gate} /> <span class="second">{text}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Reasons({ reasons }: { readonly reasons: readonly CitedReason[] }) {
  if (reasons.length === 0) return null
  return (
    <ul class="reasons">
      {reasons.map(({ code, text, eventIds }) => (
        <li key={`${code} ${text}`}>
          {text}{' '}
          {eventIds.map((id, index) => (
            <a key={id} href={to('/history', { event: id })}>
              {index === 0 ? 'the event behind it' : `and ${index + 1}`}
            </a>
          ))}
        </li>
      ))}
    </ul>
  )
}

function Bypasses({ run: { gate_bypasses: bypasses } }: { readonly run: Run }) {
  if (bypasses.length === 0) return null
  return (
    <ul class="decisions">
      {bypasses.map(({ id, actor, stage, gates, reason, given_at: at, expires_at: end, state }) => (
        <li key={id}>
          <span>
            <strong>{whoOf(actor)}</strong> set aside{' '}
            {gates === null ? 'the gates' : `the gates ${gates.join(', ')}`} for {stepWords(stage)}:
            “{reason}”
          </span>
          <span class="second small">
            <Time at={at} />, {state === 'active' ? 'until' : 'was over'} <Time at={end} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function words(decision: string): string {
  return { allow: 'allows', warn: 'warns', deny: 'denies' }[decision] ?? decision
}
