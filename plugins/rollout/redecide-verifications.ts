import {
  type Recheck,
  type Recorded,
  redecideByFacts,
  type Redeciding,
} from '../../core/plugin-api.ts'
import { requiredOf } from './checking/run-checks.ts'
import type { RolloutConfig } from './config.ts'
import type { VerificationFinished, VerificationResult } from './events.ts'
import { verdictOf } from './verdict.ts'
import { judgingDrift } from './drift/drift-gate.ts'
import { judgingVerification } from './verifying/gate.ts'

/** Judges again what verifications came to, and which checks the rules require of their target. */
export function redecideVerifications(): Redeciding {
  return {
    events: {
      'rollout.VerificationFinished': async (
        { data }: Recorded<VerificationFinished>,
        config: RolloutConfig,
      ) => [...redecideRequired(data, config), redecideVerdict(data)],
    },
    gates: {
      verification: redecideByFacts(judgingVerification),
      drift: redecideByFacts(judgingDrift),
    },
  }
}

function redecideVerdict({ checks, healthGate, verdict }: VerificationResult): Recheck {
  return {
    what: 'its verdict',
    of: 'facts',
    recorded: verdict,
    judged: verdictOf(checks, healthGate),
  }
}

// What `self` is, and what was recorded by who had another configuration, only they know.
function redecideRequired(
  { target: name, checks, releaseId }: VerificationResult,
  { targets, gateChecks }: RolloutConfig,
): readonly Recheck[] {
  const target = Object.hasOwn(targets, name) ? targets[name] : undefined
  if (!target) return []
  const required = requiredOf({ target, gateChecks, release: releaseId === null ? null : 'named' })
  return [
    {
      ...{ what: 'the checks that are required', of: 'rules' },
      recorded: checks.filter(one => one.required === 'required').map(one => one.name),
      judged: checks.map(one => one.name).filter(check => required.has(check)),
    },
  ]
}
