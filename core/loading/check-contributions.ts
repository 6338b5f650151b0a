import Joi from 'joi'
import { DecklogError } from '../errors.ts'
import type { Gate, TakingPart } from '../gate.ts'
import { scopes, type Route } from '../http/route.ts'
import type { Contribution, Plugin } from '../plugin.ts'
import { fieldErrors } from '../validation/validator.ts'
import { unexplained } from './describe-schema.ts'

/** The first words of core's own commands: a plugin's of the same word would never be reached. */
export const coreWords: readonly string[] = [
  ...['start', 'ledger', 'config', 'migrate', 'token', 'events', 'gates', 'guards'],
  ...[
    'plugin',
    'projections',
    'reactions',
    'rules',
    'export',
    'import',
    'audit',
    'what-if',
    'help',
  ],
]

/** Paths that core serves, with all that lies below them. */
export const coreRoutes: readonly string[] = [
  ...['/health', '/healthz', '/readyz', '/metrics', '/docs', '/openapi.json', '/api/v1/health'],
  ...[
    'audit/logs',
    'audit/redecide',
    'config',
    'events',
    'gates',
    'guards',
    'plugins',
    'projections',
    'reactions',
  ].map(below),
  ...['rules', 'stream', 'streams', 'tokens', 'access', 'holds', 'redactions', 'what-if'].map(
    below,
  ),
]

function below(word: string): string {
  return `/api/v1/${word}`
}

/** One plugin with what it contributes. */
interface Contributing {
  readonly plugin: Pick<Plugin, 'name' | 'takesPart'>
  readonly contribution: Contribution
}

interface Contributed {
  readonly plugins: readonly Contributing[]
  /** Routes of projections. */
  readonly routes: readonly { readonly owner: string; readonly route: Route }[]
  readonly projections: readonly string[]
  readonly eventTypes: ReadonlySet<string>
}

/** Checks what plugins and projections contribute; DECKLOG_PLUGIN_INVALID names what would start and not work. */
export function checkContributions({
  plugins,
  routes,
  projections,
  eventTypes,
}: Contributed): void {
  const taken = new Map<string, string>()
  for (const { plugin, contribution } of plugins) {
    const owner = `plugin ${plugin.name}`
    if (typeof contribution !== 'object' || contribution === null)
      throw invalid(`${owner}: what it contributes is no object`)
    const { reactsTo = {}, sweeps = [], works = [], checks = [] } = contribution
    const { gauges = [], commands = [] } = contribution
    const unknown = Object.keys(reactsTo).find(type => !eventTypes.has(type))
    if (unknown) throw invalid(`${owner}: it reacts to ${unknown}, which no plugin declares`)
    const idle = sweeps.find(({ everySeconds }) => !(everySeconds > 0))
    if (idle) throw invalid(`${owner}: the sweep ${idle.name} has no period`)
    const odd = gauges.find(({ name }) => !/^[a-z][a-z0-9_]*$/.test(name))
    if (odd) throw invalid(`${owner}: ${odd.name} is no name of a gauge`)
    for (const what of [...sweeps, ...works, ...checks]) take(taken, owner, `${owner} ${what.name}`)
    for (const { name } of gauges) take(taken, owner, `gauge ${name}`)
    for (const { name } of commands) take(taken, owner, `command ${name}`)
    const core = commands.find(({ name }) => coreWords.includes(name.split(' ')[0] ?? ''))
    if (core) throw invalid(`${owner}: the command ${core.name} begins as those of core do`)
    for (const gate of contribution.gates ?? []) checkGate(taken, owner, gate)
    for (const part of plugin.takesPart ?? []) checkPart(owner, part, contribution.gates ?? [])
    for (const route of contribution.routes ?? []) checkRoute(owner, route, { taken, projections })
  }
  for (const { owner, route } of routes)
    checkRoute(`projection ${owner}`, route, { taken, projections })
}

const gateSchema = Joi.object({
  name: Joi.string()
    .pattern(/^[a-z][a-z0-9]*$/, 'one lower-case word')
    .required(),
  summary: Joi.string().required(),
  question: Joi.object().schema('object').required(),
  answer: Joi.function().required(),
}).unknown()

function checkGate(taken: Map<string, string>, owner: string, gate: Gate): void {
  const { error } = gateSchema.validate(gate, { errors: { wrap: { label: false } } })
  if (error) throw invalid(`${owner}: gate ${gate.name}: ${fieldErrors(error)[0]?.message}`)
  const bare = unexplained(gate.question)[0]
  if (bare !== undefined)
    throw invalid(`${owner}: ${bare} of the question to gate ${gate.name} has no description`)
  take(taken, owner, `gate ${gate.name}`)
}

function checkPart(owner: string, part: TakingPart, gates: readonly Gate[]): void {
  const { gate: name, at, about = [], alsoAbout = [] } = part
  const gate = gates.find(one => one.name === name)
  if (!gate) throw invalid(`${owner}: gate ${name} takes part in ${at}, and it offers no such gate`)
  const asked = Object.keys(gate.question.describe()['keys'] ?? {})
  const strange = [...about, ...alsoAbout].find(fact => !asked.includes(fact))
  if (strange !== undefined)
    throw invalid(`${owner}: gate ${name} takes part in ${at}, and its question has no ${strange}`)
}

function take(taken: Map<string, string>, owner: string, what: string): void {
  const other = taken.get(what)
  if (other) throw invalid(`${owner}: ${what} is there twice; ${other} has it too`)
  taken.set(what, owner)
}

function checkRoute(
  owner: string,
  { method, path, scope, shows = [] }: Route,
  {
    taken,
    projections,
  }: { readonly taken: Map<string, string> } & Pick<Contributed, 'projections'>,
): void {
  const name = `the route ${method} ${path}`
  if (scope !== 'public' && scope !== 'any' && !scopes.includes(scope))
    throw invalid(`${owner}: ${name} has the scope ${scope}, which there is not`)
  const unknown = shows.find(one => !projections.includes(one))
  if (unknown) throw invalid(`${owner}: ${name} shows ${unknown}, which is no projection`)
  const root = coreRoutes.find(one => path === one || path.startsWith(`${one}/`))
  if (root) throw invalid(`${owner}: ${name} is core's, as all below ${root}`)
  take(taken, owner, `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`)
}

function invalid(message: string): DecklogError {
  return new DecklogError('DECKLOG_PLUGIN_INVALID', message)
}
