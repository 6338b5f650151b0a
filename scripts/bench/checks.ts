import { parseArgs } from 'node:util'
import { lastValueFrom, takeUntil, timer, toArray } from 'rxjs'
import { systemClock } from '../../core/clock.ts'
import { environment } from '../../core/config/environment.ts'
import type { Check } from '../../plugins/checks/config.ts'
import { runCheck } from '../../plugins/checks/run-check.ts'
import { scheduleChecks } from '../../plugins/checks/schedule.ts'
import { printFigure, quantile } from './figures.ts'

const usage = `npm run bench -- checks [--checks 500] [--seconds 180] [--hanging 20]

How late check programs run that are due each minute, while some of them hang: check_load of the Monitoring Plugins, or \`true\` where it is
not installed. The first minute, in which Decklog learns which of them hang, is told by itself.
`

interface Run {
  readonly name: string
  readonly startedMs: number
}

/** Measures how late checks are. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      checks: { type: 'string', default: '500' },
      seconds: { type: 'string', default: '180' },
      hanging: { type: 'string', default: '20' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const hanging = Number(values.hanging)
  const checks = Array.from({ length: Number(values.checks) }, (_, index) =>
    checkOf(
      String(index),
      index < hanging ? ['sleep', '3600'] : ['check_load', '-w', '999', '-c', '999'],
    ),
  )
  const runs = await follow(checks, Number(values.seconds))
  for (const [what, from, to] of [
    ['first minute', 0, 60_000],
    ['after it', 60_000, Infinity],
  ] as const)
    tell(
      what,
      latenesses(checks, runs, hanging).filter(({ dueMs }) => dueMs >= from && dueMs < to),
    )
}

function checkOf(name: string, argv: readonly [string, ...string[]]): Check {
  return { name, argv, every: 60, timeout: 30, env: [], after: 1, keep: ['*'], forecast: {} }
}

async function follow(checks: readonly Check[], seconds: number): Promise<readonly Run[]> {
  const path = ['/usr/lib/nagios/plugins']
  const runs: Run[] = []
  const beginMs = performance.now()
  const cpu = process.cpuUsage()
  const readings = await lastValueFrom(
    scheduleChecks({
      ...{ checks, atOnce: 64, clock: systemClock },
      run(check, signal) {
        runs.push({ name: check.name, startedMs: performance.now() - beginMs })
        return runCheck(check, { env: environment, path }, signal)
      },
    }).pipe(takeUntil(timer(seconds * 1_000)), toArray()),
  )
  const { user, system } = process.cpuUsage(cpu)
  const share = (user + system) / 10 / (performance.now() - beginMs)
  printFigure('processor of Decklog itself', `${share.toFixed(1)} % of one core`)
  printFigure('results', `${readings.length} of ${runs.length} runs`)
  return runs
}

interface Late {
  readonly dueMs: number
  readonly lateMs: number
}

/** How late the n-th run of each check that does not hang was. */
function latenesses(
  checks: readonly Check[],
  runs: readonly Run[],
  hanging: number,
): readonly Late[] {
  return checks.slice(hanging).flatMap(({ name, every }, index) => {
    const firstMs = ((index + hanging) / checks.length) * every * 1_000
    const own = runs.filter(run => run.name === name)
    return own.map(({ startedMs }, nth) => {
      const dueMs = firstMs + nth * every * 1_000
      return { dueMs, lateMs: startedMs - dueMs }
    })
  })
}

function tell(what: string, late: readonly Late[]): void {
  const ms = late.map(({ lateMs }) => lateMs)
  const shares = [0.5, 0.99, 1].map(share => `${quantile(ms, share).toFixed(0)} ms`)
  printFigure(`late, ${what}`, `p50 / p99 / most: ${shares.join(' / ')}, of ${ms.length} runs`)
}
