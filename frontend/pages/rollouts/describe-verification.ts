interface ToldVerification {
  readonly verdict: 'passed' | 'failed'
  readonly checks: readonly {
    readonly name: string
    readonly passed: boolean
    readonly required: boolean
  }[]
  readonly health_gate: { readonly status: string; readonly attempts: readonly unknown[] } | null
  readonly rollback: { readonly outcome: string } | null
}

/** Says in a few words what a verification found: `5 checks passed`, `running_images failed`, `was not healthy after 12 looks`. */
export function outcomeOf({
  verdict,
  checks,
  health_gate: gate,
  rollback,
}: ToldVerification): string {
  const taken = rollback === null ? '' : `; ${rollbackWords(rollback.outcome)}`
  if (verdict === 'passed') return `${counted(checks.length, 'check')} passed${taken}`
  const failed = checks.filter(one => one.required && !one.passed).map(({ name }) => name)
  if (failed.length > 0) return `${failed.join(', ')} failed${taken}`
  return `was not healthy after ${counted(gate?.attempts.length ?? 0, 'look')}${taken}`
}

/** What became of taking a rollout back, in words. */
export function rollbackWords(outcome: string): string {
  if (outcome === 'succeeded') return 'it was taken back'
  return outcome === 'timed_out' ? 'taking it back took too long' : 'taking it back failed'
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
