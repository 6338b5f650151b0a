import { type GateAnswer, keepable, messageOf } from '../../../core/plugin-api.ts'
import type { GateCheck } from '../target-config.ts'
import type { CheckResult } from '../events.ts'
import type { Verdict } from '../verdict.ts'
import type { Check, CheckContext, Finding } from './check.ts'
import { externalHealthProbe, healthRoutes } from './health-routes.ts'
import { openapiRoutes } from './openapi-routes.ts'
import { runningImages } from './running-images.ts'

/** Asks a gate that takes part, about what it is asked about. */
const gateCheck = ({ gate, about, alsoAbout }: GateCheck): Check => ({
  name: gate,
  applies: () => true,
  async run({ host, boardId, release }) {
    const facts = { board_id: boardId, release_id: release?.releaseId ?? null }
    const missing = about.find(fact => facts[fact] === null)
    if (missing !== undefined) return { verdict: 'skipped', detail: lacking[missing] }
    const told = [...about, ...alsoAbout].filter(fact => facts[fact] !== null)
    const question = Object.fromEntries(told.map(fact => [fact, facts[fact]]))
    return toFinding(await host.gate(gate, question))
  },
})

const lacking = {
  board_id: 'The run belongs to no board.',
  release_id: 'There is no release to ask about.',
} as const

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
const checksOf = (gateChecks: readonly GateCheck[]): readonly Check[] => [
  healthRoutes,
  openapiRoutes,
  runningImages,
  ...gateChecks.map(gateCheck),
  externalHealthProbe,
]

const mostDetail = 2_000
const mostBytes = 6_000

/** Runs the checks of a target, all at once; one that throws is an `error`. */
export async function runChecks(context: CheckContext): Promise<readonly CheckResult[]> {
  const found = await findByChecks(context)
  return found.map(({ shows: _shows, ...result }) => result)
}

/** How a check ended, and what that means. */
export type Found = CheckResult & Pick<Finding, 'shows'>

/** Runs the checks of a target as `runChecks`, and tells what is meant by what did not pass. */
export function findByChecks(context: CheckContext): Promise<readonly Found[]> {
  const required = requiredOf(context)
  const chosen = checksOf(context.gateChecks).filter(
    check => check.applies(context.target) || required.has(check.name),
  )
  return Promise.all(
    chosen.map(async check => {
      const { detail, ...found } = await find(check, context)
      return {
        name: check.name,
        required: required.has(check.name) ? ('required' as const) : ('optional' as const),
        ...found,
        detail: shorten(detail),
      }
    }),
  )
}

type Requiring = Pick<CheckContext, 'target' | 'gateChecks'> & { readonly release: unknown }

/** The checks of a target that must have passed. */
// What a target configures is meant, as far as there is something to compare it with; what is asked about a board, as whether its
// agents work, is asked of runs, not of targets.
export function requiredOf({ target, gateChecks, release }: Requiring): ReadonlySet<string> {
  if (target.required) return new Set(target.required)
  const ofFacts = gateChecks.filter(({ about }) => about.length > 0).map(({ gate }) => gate)
  const meant = checksOf(gateChecks)
    .filter(check => check.applies(target) && !ofFacts.includes(check.name))
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
