import Joi from 'joi'
import { DecklogError, invalidField } from '../errors.ts'
import type { Host } from '../host.ts'
import { defineRoute, type Caller, type Route } from '../http/route.ts'
import { defineCursor } from '../lists/cursor.ts'
import { page, pageQuery, type PageQuery } from '../lists/page.ts'
import {
  rulesBody,
  rulesChangeBody,
  rulesChangeSchema,
  rulesDiffBody,
  rulesDiffSchema,
  rulesInForceBody,
  rulesInForceSchema,
  rulesSchema,
} from './rules-body.ts'
import { type RecordedRules, rulesOf, type RulesState } from './rules-decider.ts'
import { findRules, readRules, type RulesRecording } from './rules-history.ts'
import type { RulesInForce } from './rules-in-force.ts'
import { stillJudging } from './still-judging.ts'

interface RulesRoutesParts {
  readonly host: Pick<Host, 'read'>
  readonly rules: RulesInForce
  /** Who judges here, as `judgeName` calls it. */
  readonly machine: string
  /** Where what the host reads ends: then this machine judged by what is recorded of it until there. */
  readonly until?: bigint | undefined
}

const base = { method: 'GET', asOf: 'taken', scope: 'audit', tags: ['rules'] } as const
const pluginName = Joi.string().max(100)
const digestText = Joi.string()
  .lowercase()
  .pattern(/^[0-9a-f]{8,64}$/, 'a SHA-256 in hex, or the beginning of one')
const place = defineCursor('rules', { revision: 'bigint' })

/** The routes that show by which rules is judged, and was. */
export function rulesRoutes(parts: RulesRoutesParts): readonly Route[] {
  const { host } = parts
  return [
    inForce(parts),
    history(host),
    diff(parts),
    defineRoute<{ readonly digest: string }>({
      ...base,
      path: '/api/v1/rules/{digest}',
      summary: 'Shows the rules that a digest names, as they were recorded.',
      params: Joi.object({
        digest: digestText.required().description('What was judged by them cites it.'),
      }),
      response: rulesSchema,
      async handle({ params, caller }) {
        requireAllBoards(caller)
        return { body: rulesBody(findRules(await readRules(host), params.digest)) }
      },
    }),
  ]
}

/** The digest of the rules of a plugin that this machine judges by, or did. */
function hereOf(
  { rules, machine, until }: RulesRoutesParts,
  state: RulesState,
  plugin: string,
): string {
  const then = until === undefined ? undefined : rulesOf(state[plugin], machine)
  return then ?? rules.digestOf(plugin)
}

// What another machine has recorded since is not what this process judges by.
function withHere(last: RecordedRules, machine: string, here: string): RecordedRules {
  if (rulesOf(last, machine) === here) return last
  const other = last.machine === machine ? {} : { [last.machine]: last.digest }
  return { ...last, own: { ...other, ...last.own, [machine]: here } }
}

function inForce(parts: RulesRoutesParts): Route {
  const { host, machine } = parts
  return defineRoute<unknown, { readonly plugin?: string }>({
    ...base,
    path: '/api/v1/rules',
    summary: 'Shows the rules in force, of each plugin, and which machines judge by others.',
    query: Joi.object({ plugin: pluginName.description('Only those of this plugin.') }),
    response: Joi.object({ rules: Joi.array().items(rulesInForceSchema).required() }),
    async handle({ query, caller }) {
      requireAllBoards(caller)
      const { recorded, state } = await readRules(host)
      const asked = Object.keys(state)
        .filter(plugin => query.plugin === undefined || plugin === query.plugin)
        .sort()
      // One machine is named by many plugins.
      const looked = new Map<string, Promise<boolean>>()
      const shown = await Promise.all(
        asked.map(plugin => shownOf(plugin, { recorded, state, looked })),
      )
      return { body: { rules: shown.flat() } }
    },
  })

  async function shownOf(
    plugin: string,
    {
      recorded,
      state,
      looked,
    }: {
      readonly recorded: readonly RulesRecording[]
      readonly state: RulesState
      readonly looked: Map<string, Promise<boolean>>
    },
  ): Promise<readonly object[]> {
    const last = state[plugin]
    if (!last) return []
    const here = hereOf(parts, state, plugin)
    const known = await stillJudging(host, withHere(last, machine, here), looked)
    const digests = new Set([last.digest, ...Object.values(known.own)])
    const newest = [...digests].flatMap(digest => {
      return recorded.findLast(({ data }) => data.digest === digest) ?? []
    })
    return newest.map(one => rulesInForceBody(one, known, here))
  }
}

function history(host: RulesRoutesParts['host']): Route {
  return defineRoute<unknown, PageQuery & { readonly plugin?: string }>({
    ...base,
    path: '/api/v1/rules/history',
    summary: 'Lists the changes of rules, the newest first.',
    query: Joi.object({ ...pageQuery, plugin: pluginName.description('Only of this plugin.') }),
    response: Joi.object({ changes: Joi.array().items(rulesChangeSchema).required() }),
    async handle({ query, caller }) {
      requireAllBoards(caller)
      const { plugin, limit, after } = query
      const before = place.read(after, plugin)?.revision
      const { recorded } = await readRules(host)
      const found = recorded
        .filter(({ data }) => plugin === undefined || data.plugin === plugin)
        .filter(({ revision }) => before === undefined || revision < before)
        .toReversed()
      const { items, headers } = page(place, found.slice(0, limit + 1), { query, of: plugin })
      return { body: { changes: items.map(rulesChangeBody) }, headers }
    },
  })
}

interface DiffQuery {
  readonly from: string
  readonly to?: string
}

function diff(parts: RulesRoutesParts): Route {
  const { host, rules } = parts
  return defineRoute<unknown, DiffQuery>({
    ...base,
    path: '/api/v1/rules/diff',
    summary: 'Compares two sets of rules of one plugin.',
    query: Joi.object({
      from: digestText.required().description('The rules before.'),
      to: digestText.description('The rules after; those that are in force here by default.'),
    }),
    response: rulesDiffSchema,
    async handle({ query, caller }) {
      requireAllBoards(caller)
      const recorded = await readRules(host)
      const from = findRules(recorded, query.from)
      const { plugin } = from.data
      const to = findRules(recorded, query.to ?? hereOf(parts, recorded.state, plugin))
      if (to.data.plugin !== plugin) throw invalidField('to', `is of ${to.data.plugin}`)
      const described = rules.all().find(one => one.rules.plugin === plugin)
      return { body: rulesDiffBody(from, to, described?.schema) }
    },
  })
}

function requireAllBoards({ boards }: Caller): void {
  if (boards === null) return
  const message = 'Rules hold for every board; a token that is limited to boards cannot read them.'
  throw new DecklogError('DECKLOG_FORBIDDEN', message)
}
