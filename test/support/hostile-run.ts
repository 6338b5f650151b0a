import type { Caller } from '../../scripts/console/world.ts'

/** Says what means harm, as what. */
export type Say = (what: string) => string

/** Registers a release, of which all that is no digest or name is such text; answers its id. */
export async function makeHostileRelease(ci: Caller, say: Say): Promise<string> {
  const digest = `sha256:${'e'.repeat(64)}`
  const made = await ci.call('POST', '/api/v1/releases', {
    ...{ version: 1, commit: 'e'.repeat(40), created: '2026-01-13T10:00:00.000Z' },
    source: `https://git.example/'onmouseover='alert(4)`,
    builder: { name: say('builder'), tool: say('tool') },
    images: [
      {
        ...{ name: 'evil', kind: 'own', services: ['evil'], repository: 'ghcr.io/acme/evil' },
        ...{ tag: 'eeee', digest, platforms: [{ platform: 'linux/amd64', digest }] },
      },
    ],
  })
  return String(made['release_id'])
}

interface RunParts {
  readonly ci: Caller
  readonly ada: Caller
  readonly release: string
}

/** Starts a run with evidence, an approval and a bypass, of which all that can be said is such text; answers its id. */
export async function makeHostileRun({ ci, ada, release }: RunParts, say: Say): Promise<string> {
  const { id } = await ci.call('POST', '/api/v1/gsd-runs', {
    ...{ run_name: say('run'), release_id: release, required_evidence: [say('needed proof')] },
    approvals: [{ stage: 'implementation', required: 2, role: say('role') }],
  })
  const path = `/api/v1/gsd-runs/${String(id)}`
  const attach = (proof: object) => ci.call('POST', `${path}/evidence`, proof)
  await attach({ type: say('proof'), title: say('title'), url: `https://ci.example/'onload='` })
  const gone = await attach({ type: 'note', title: say('withdrawn title') })
  const reason = say('reason of a withdrawal')
  await ci.call('POST', `${path}/evidence/${String(gone['id'])}/withdraw`, { reason })
  const { subject_digest } = await ci.call('GET', `${path}/approvals`)
  const note = say('note of an approval')
  const decided = { stage: 'implementation', decision: 'approved', note, subject_digest }
  await ada.call('POST', `${path}/approvals`, decided)
  await ada.call('POST', `${path}/gate-bypasses`, {
    ...{ stage: 'rollout', gates: ['images'], expires_after: '1h', subject_digest },
    reason: say('reason of a bypass'),
  })
  await ci.call('PATCH', path, { status: 'blocked', reason: say('reason of a run') })
  return String(id)
}

/** Records how a target was waited for, and taken back, for a run; answers the id of the verification. */
export async function verifyHostile(root: Caller, run: string, say: Say): Promise<string> {
  const at = new Date(Date.UTC(2026, 0, 13, 11)).toISOString()
  const failed_urls = [`http://127.0.0.1/${say('address')}`]
  const { evidence_link } = await root.call('POST', '/api/v1/verifications', {
    run_id: run,
    health_gate: {
      ...{ status: 'failed', status_reason: say('state of a target') },
      attempts: [{ number: 1, outcome: 'failed', failed_urls, at }],
    },
  })
  const taken = { outcome: 'failed', exit_code: 1, duration_ms: 1_000, output: say('rollback') }
  await root.call('POST', `${String(evidence_link)}/rollback`, taken)
  return String(evidence_link).replace(/.*\//, '')
}
