import { type GateAnswer, keepable, messageOf } from '../../../core/plugin-api.ts'
import type { CheckResult } from '../events.ts'
import type { CheckName, Verdict } from '../verdict.ts'
import type { Check, CheckContext, Finding } from './check.ts'
import { externalHealthProbe, healthRoutes } from './health-routes.ts'
import { openapiRoutes } from './openapi-routes.ts'
import { runningImages } from './running-images.ts'

/** Asks the gate `disk`. */
const disk: Check = {
  name: 'disk',
  applies: () => true,
  run: async ({ host }) => toFinding(await host.gate('disk', {})),
}

/** Asks the gate `continuity` of the board of the run. */
const continuity: Check = {
  name: 'continuity',
  applies: () => true,
  async run({ host, boardId }) {
    if (boardId === null) return { verdict: 'skipped', detail: 'The run belongs to no board.' }
    return toFinding(await host.gate('continuity', { board_id: boardId }))
  },
}

// What a gate answers beside these is no yes.
const verdictsOf: Readonly<Partial<Record<string, Verdict>>> = {
  allow: 'passed',
  warn: 'passed',
  deny: 'failed',
}

function toFinding({ decision, reasons, position }: GateAnswer): Finding {
  const told = reasons.map(({ text }) => text).join(' ')
  if (position === null) return { verdict: 'error', detail: told }
  const detail = told === '' ? 'Nothing is wrong.' : told
  return { verdict: verdictsOf[decision] ?? 'error', detail }
}

/** All checks, in the order in which they are told. */
const checks: readonly Check[] = [
  healthRoutes,
  openapiRoutes,
  runningImages,
  disk,
  continuity,
  externalHealthProbe,
]

const mostDetail = 2_000
const mostBytes = 6_000

/** Runs the checks of a target, all at once; one that throws is an `error`. */
export function runChecks(context: CheckContext): Promise<readonly CheckResult[]> {
  const required = requiredOf(context)
  const chosen = checks.filter(check => check.applies(context.target) || required.has(check.name))
  return Promise.all(
    chosen.map(async check => {
      const { verdict, detail } = await find(check, context)
      return {
        name: check.name,
        required: required.has(check.name) ? 'required' : 'optional',
        verdict,
        detail: shorten(detail),
      }
    }),
  )
}

/** The checks of a target that must have passed. */
// What a target configures is meant, as far as there is something to compare it with; that a board's agents work is asked of
// runs, not of targets.
export function requiredOf({
  target,
  release,
}: Pick<CheckContext, 'target'> & { readonly release: unknown }): ReadonlySet<CheckName> {
  if (target.required) return new Set(target.required)
  const meant = checks
    .filter(check => check.applies(target) && check !== continuity)
    .filter(check => check !== runningImages || release !== null)
  return new Set(meant.map(({ name }) => name))
}

async function find(check: Check, context: CheckContext): Promise<Finding> {
  if (!check.applies(context.target))
    return { verdict: 'skipped', detail: 'The target does not configure it.' }
  try {
    return await check.run(context)
  } catch (error) {
    return { verdict: 'error', detail: messageOf(error) }
  }
}

// Escapes in JSON are six bytes a character; all details of a verification go into one event.
function shorten(detail: string): string {
  const told = keepable(detail, mostDetail)
  return Buffer.byteLength(JSON.stringify(told)) > mostBytes
    ? keepable(told, mostBytes / 6 - 1)
    : told
}
