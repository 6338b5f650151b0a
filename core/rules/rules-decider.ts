import { digestOf } from '../digest.ts'
import type { Decider } from '../event.ts'
import { keepable } from '../validation/text.ts'
import type { Role } from '../settings.ts'
import { compareRules, type RuleChange } from './compare-rules.ts'
import type { DescribedRules } from './describe-rules.ts'
import { longestWord, mostChangesNamed, type Rules, type RulesChanged } from './rules-events.ts'

const mostChangesBytes = 64 * 1_024
const mostValueBytes = 4 * 1_024

/** What is recorded of the rules of one plugin. */
export interface RecordedRules {
  readonly digest: string
  readonly previousDigest: string | null
  readonly rules: Rules
  /** Who recorded them last. */
  readonly machine: string
  /** Who judges by rules of their own, while not all judge by the same; else empty. Who told them last comes last. */
  readonly own: Readonly<Record<string, string>>
  /** Those rules, by their digests. */
  readonly ownRules: Readonly<Record<string, Rules>>
}

/** The rules of all, by plugin. */
export type RulesState = Readonly<Record<string, RecordedRules>>

/** A process tells its rules. */
export interface TellRules {
  /** Who judges, as `judgeName` calls it. */
  readonly machine: string
  readonly described: readonly DescribedRules[]
  /** It has told them before, and sees to it that they are known: what another process of its name has told since stays. */
  readonly again?: 'again'
}

/** How who judges is called: its machine, and what its process does where that is not everything. */
export function judgeName(machine: string, roles: readonly Role[]): string {
  return allRoles.every(role => roles.includes(role))
    ? machine
    : `${machine} (${allRoles.filter(role => roles.includes(role)).join(', ')})`
}

const allRoles: readonly Role[] = ['api', 'guards', 'projector']
// Machines of which nothing is left but their names do not add up.
const mostOwn = 100

/**
 * The rules of `rules-installation`. The same rules are recorded once, however many processes tell them; a machine that judges by
 * others than were recorded last is recorded for itself, and its differing is kept until all judge by the same. What it changes is
 * compared with what it has judged by itself; of one that has told nothing of its own, with what was told last by any.
 */
export const rulesDecider: Decider<RulesState, TellRules, RulesChanged> = {
  initial: {},
  foldVersion: 2,
  evolve: (state, { data }) => ({ ...state, [data.plugin]: changed(state[data.plugin], data) }),
  decide: ({ machine, described, again }, state) =>
    described.flatMap(one => {
      const recorded = state[one.rules.plugin]
      const known = rulesOf(recorded, machine) === one.digest
      return known || (again && hasTold(recorded, machine)) ? [] : [tell(one, recorded, machine)]
    }),
}

// Two processes of one name would else answer each other for ever.
function hasTold(recorded: RecordedRules | undefined, machine: string): boolean {
  return recorded?.machine === machine || recorded?.own[machine] !== undefined
}

/** The digest of the rules that a machine judges by, as far as is recorded. */
export function rulesOf(recorded: RecordedRules | undefined, machine: string): string | undefined {
  return recorded?.own[machine] ?? recorded?.digest
}

function changed(before: RecordedRules | undefined, data: RulesChanged['data']): RecordedRules {
  const { digest, previousDigest, rules, machine } = data
  const others = Object.entries({ ...before?.own, ...behind(before, data) })
  const all = [...others.filter(([name]) => name !== machine), [machine, digest] as const]
  const isOne = all.every(([, other]) => other === digest)
  const own = Object.fromEntries(isOne ? [] : all.slice(-mostOwn))
  const known = { ...before?.ownRules, ...lastOf(before), [digest]: rules }
  const told = new Set(Object.values(own))
  const ownRules = Object.fromEntries(Object.entries(known).filter(([of]) => told.has(of)))
  return { digest, previousDigest, rules, machine, own, ownRules }
}

function lastOf(recorded: RecordedRules | undefined): Readonly<Record<string, Rules>> {
  return recorded ? { [recorded.digest]: recorded.rules } : {}
}

// Who still tells the rules before the last did not take part in the change: those who did are no longer like them.
function behind(
  before: RecordedRules | undefined,
  { digest, machine }: RulesChanged['data'],
): Readonly<Record<string, string>> {
  if (!before || before.machine === machine || before.previousDigest !== digest) return {}
  return { [before.machine]: before.own[before.machine] ?? before.digest }
}

function tell(
  { rules, digest, schema, sources, gates }: DescribedRules,
  recorded: RecordedRules | undefined,
  machine: string,
): RulesChanged {
  const before = judgedBefore(recorded, machine)
  const changes = before ? compareRules(schema, before.rules.settings, rules.settings) : []
  const fromOf = ({ path }: RuleChange): string =>
    sources.find(source => path === source.path || path.startsWith(`${source.path}.`))?.from ??
    sources.find(source => source.path.startsWith(`${path}.`))?.from ??
    'default'
  const told = (one: RuleChange) => ({
    ...shortened(one),
    from: keepable(fromOf(one), longestWord),
  })
  const named = asManyAsFit(changes.map(told))
  return {
    type: 'core.RulesChanged',
    data: {
      ...{ plugin: rules.plugin, machine, digest, previousDigest: before?.digest ?? null },
      ...{ rules, settingsDigest: digestOf(rules.settings), gates },
      changes: named,
      moreChanges: changes.length - named.length,
      codeChanged: codeChanged(before?.rules, rules),
      sources: sources.slice(0, mostChangesNamed).map(one => ({
        path: keepable(one.path, longestWord),
        from: keepable(one.from, longestWord),
      })),
      others: othersOf(recorded, machine, digest).slice(0, mostChangesNamed),
    },
  }
}

/** What a machine has judged by, as far as is known. */
function judgedBefore(
  recorded: RecordedRules | undefined,
  machine: string,
): Pick<RecordedRules, 'digest' | 'rules'> | undefined {
  const digest = recorded?.own[machine]
  const rules = digest === undefined ? undefined : recorded?.ownRules[digest]
  return digest !== undefined && rules ? { digest, rules } : recorded
}

// What was weakened comes first, so that no crowd of other changes hides it; they are named in the order of their paths all the same.
function asManyAsFit<T extends RuleChange>(changes: readonly T[]): readonly T[] {
  const isWeakened = ({ effect }: T): boolean => effect === 'weakened'
  const first = [...changes.filter(isWeakened), ...changes.filter(one => !isWeakened(one))]
  let bytes = 0
  const fitting = first.slice(0, mostChangesNamed).filter(change => {
    const more = Buffer.byteLength(JSON.stringify(change))
    if (bytes + more > mostChangesBytes) return false
    bytes += more
    return true
  })
  return changes.filter(change => fitting.includes(change))
}

/** A change that is no longer than there is room for; the rules themselves have it whole. An item without a name is called by all that it says. */
function shortened({ path, before, after, effect }: RuleChange): RuleChange {
  return {
    ...{ path: keepable(path, longestWord), effect },
    ...{ before: shortenedValue(before), after: shortenedValue(after) },
  }
}

function shortenedValue(value: unknown): unknown {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '')
  return bytes <= mostValueBytes ? value : `${bytes} bytes: the rules have it whole`
}

function codeChanged(before: Rules | undefined, after: Rules): RulesChanged['data']['codeChanged'] {
  const isPlugin = before !== undefined && digestOf(before.code) !== digestOf(after.code)
  const isDecklog = before !== undefined && digestOf(before.decklog) !== digestOf(after.decklog)
  if (isPlugin && isDecklog) return 'both'
  if (isPlugin) return 'plugin'
  return isDecklog ? 'decklog' : 'no'
}

function othersOf(
  recorded: RecordedRules | undefined,
  machine: string,
  digest: string,
): RulesChanged['data']['others'] {
  if (!recorded) return []
  const own = Object.entries(recorded.own)
  const lagging = recorded.previousDigest === digest && recorded.machine !== machine
  const known = own.length > 0 || !lagging ? own : [[recorded.machine, recorded.digest] as const]
  return known
    .filter(([other, theirs]) => other !== machine && theirs !== digest)
    .map(([other, theirs]) => ({ machine: other, digest: theirs }))
}
