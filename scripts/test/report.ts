import type { Outcome } from './outcome.ts'

/** Tells how a run goes, and at its end how it went. */
export interface TestReport {
  add(outcome: Outcome): void
  /** Writes the summary and answers the exit code: 1 when something failed. */
  end(): 0 | 1
}

const slowest = 8

/** Creates a report that writes a line for each outcome, and all that a failed one printed. */
export function createTestReport(out: NodeJS.WritableStream): TestReport {
  const outcomes: Outcome[] = []
  return {
    add(outcome) {
      outcomes.push(outcome)
      const { name, state, assertions, seconds, output } = outcome
      out.write(`${state} ${name} (${assertions} in ${seconds.toFixed(1)} s)\n`)
      if (state === 'failed') out.write(`${output}\n`)
    },
    end() {
      const failed = outcomes.filter(({ state }) => state === 'failed')
      const slow = [...outcomes].sort((a, b) => b.seconds - a.seconds).slice(0, slowest)
      const assertions = outcomes.reduce((sum, outcome) => sum + outcome.assertions, 0)
      out.write(`\nSlowest: ${slow.map(label).join(', ')}\n`)
      if (failed.length > 0) out.write(`Failed: ${failed.map(({ name }) => name).join(', ')}\n`)
      out.write(`${assertions} assertions in ${outcomes.length} files and checks\n`)
      out.write(`${outcomes.length - failed.length} passed, ${failed.length} failed\n`)
      return failed.length > 0 ? 1 : 0
    },
  }
}

function label({ name, seconds }: Outcome): string {
  return `${name} ${seconds.toFixed(1)} s`
}
