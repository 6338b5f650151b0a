import { digestOf } from '../../digest.ts'
import type { StoredEvent } from '../../ledger/ledger.ts'
import type { DescribedRules } from '../../rules/describe-rules.ts'
import type { Rules } from '../../rules/rules-events.ts'
import type { RulesRecording } from '../../rules/rules-history.ts'
import { isUnanswered, unjudged } from './redecide-answer.ts'
import type { AnswerAsked, Others, Recheck, RedecidingPlugin, Unjudged } from './redeciding.ts'

/** What rules are found among. */
export interface CitedParts {
  readonly plugins: readonly RedecidingPlugin[]
  /** The rules of this process, for the code that judges now. */
  readonly rules: readonly DescribedRules[]
  /** All rules that were recorded. */
  readonly recorded: readonly RulesRecording[]
}

/** The rules that a decision cites, as they are known now. */
export interface CitedRules {
  readonly config: object
  readonly code: 'same' | 'other'
  readonly state: 'known' | 'uncited' | 'altered'
  readonly recheck: Recheck
}

/** Knows the rules of decisions. */
export interface Cited {
  find(
    plugin: RedecidingPlugin,
    digest: string | null,
    stored: Pick<StoredEvent, 'position'>,
  ): CitedRules
  readonly others: Others
}

/** Creates what finds the rules of decisions among all that were recorded. */
export function createCited({ plugins, rules, recorded }: CitedParts): Cited {
  const byDigest = new Map(recorded.map(({ data }) => [data.digest, data.rules]))
  const firstAt = recorded[0]?.position
  const known = new Map<string, CitedRules>()
  const codes = new Map(rules.map(one => [one.rules.plugin, codeOf(one.rules)]))

  const resolve = (plugin: RedecidingPlugin, digest: string): CitedRules => {
    const found = byDigest.get(digest)
    const judged = found === undefined ? null : digestOf(found)
    const recheck = {
      what: 'the rules that it cites',
      of: 'rules',
      recorded: digest,
      judged,
    } as const
    const config = configOf(plugin, found?.settings ?? {})
    const code = found && codeOf(found) === codes.get(plugin.name) ? 'same' : 'other'
    const isTrue = judged === digest && found?.plugin === plugin.name
    return { config, code, state: isTrue ? 'known' : 'altered', recheck }
  }

  const find: Cited['find'] = (plugin, digest, { position }) => {
    if (digest === null) {
      // Before rules were recorded nothing could cite them; what cites none since has lost it.
      const state = firstAt === undefined || position < firstAt ? 'uncited' : 'altered'
      const recheck = {
        what: 'the rules that it cites',
        of: 'rules',
        recorded: null,
        judged: 'some',
      } as const
      return { config: configOf(plugin, {}), code: 'other', state, recheck }
    }
    const key = `${plugin.name} ${digest}`
    const again = known.get(key) ?? resolve(plugin, digest)
    known.set(key, again)
    return again
  }
  return { find, others: { gate: (name, asked) => judgeGate(plugins, find, name, asked) } }
}

async function judgeGate(
  plugins: readonly RedecidingPlugin[],
  find: Cited['find'],
  name: string,
  asked: AnswerAsked,
): Promise<readonly (Recheck | Unjudged)[]> {
  if (isUnanswered(asked.answer)) return []
  const plugin = plugins.find(({ redeciding: { gates = {} } }) => Object.hasOwn(gates, name))
  const judge = plugin?.redeciding.gates?.[name]
  if (!plugin || !judge || asked.rules === null) return [unjudged(name)]
  const { config, state, recheck } = find(plugin, asked.rules, { position: 0n })
  if (state === 'altered') return [{ ...recheck, what: `the rules that gate ${name} cites` }]
  return judge(asked, config)
}

function codeOf({ code, decklog }: Rules): string {
  return `${code.digest} ${decklog.digest}`
}

// What judges nothing was not recorded; its defaults do. Where a secret is missing, everything else is there all the same.
function configOf({ config }: RedecidingPlugin, settings: object): object {
  const { value } = config.validate(settings, { allowUnknown: true, abortEarly: false })
  return value === undefined ? settings : Object(value)
}
