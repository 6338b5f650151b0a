import Joi from 'joi'
import { defineRoute, type Route } from '../http/route.ts'
import type { HealthSource } from '../telemetry/health.ts'
import { contractVersion } from './contract-range.ts'
import type { Installation } from './installation.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'

const names = Joi.array().items(Joi.string()).required()

const loaded = Joi.object({
  name: Joi.string().required().description('Name of the plugin.'),
  version: Joi.string().required().description('Its own version.'),
  from: Joi.string()
    .required()
    .description('`built-in`, or the extension as the configuration names it.'),
  events: names.description('Types of events that it records.'),
  gates: names.description('Gates that it answers.'),
  commands: names.description('Commands that it adds.'),
})

const skipped = Joi.object({
  from: Joi.string().required().description('The extension as the configuration names it.'),
  reason: Joi.string().required().description('Why it could not be loaded.'),
})

const response = Joi.object({
  contract: Joi.string().required().description('Version of the contract that plugins keep to.'),
  plugins: Joi.array().items(loaded).required(),
  skipped: Joi.array()
    .items(skipped)
    .required()
    .description('Optional extensions that could not be loaded.'),
})

type Shown = Pick<Installation, 'packs' | 'skipped'> & { readonly plugins: readonly LoadedPlugin[] }

/** The route that lists what is installed, and what should be and is not. */
export function pluginRoutes(shown: Shown): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/v1/plugins',
      scope: 'read',
      summary: 'Lists the plugins that run, and the optional ones that could not be loaded.',
      tags: ['plugins'],
      response,
      handle: async () => ({ body: toBody(shown) }),
    }),
  ]
}

function toBody({ packs, skipped: left, plugins }: Shown): object {
  return {
    contract: contractVersion,
    plugins: plugins.map(({ plugin, contribution: { gates = [], commands = [] } }) => ({
      name: plugin.name,
      version: plugin.version,
      from: packs.find(pack => pack.plugins.includes(plugin))?.from ?? 'built-in',
      events: Object.keys(plugin.events),
      gates: gates.map(({ name }) => name),
      commands: commands.map(({ name }) => name),
    })),
    skipped: left.map(({ extension: { from }, reason }) => ({ from, reason })),
  }
}

/** Shows in readiness which optional extensions are missing; the process is ready without them. */
export function extensionHealth({ skipped: left }: Pick<Installation, 'skipped'>): HealthSource {
  const items = left.map(({ extension: { from }, reason }) => ({
    ...({ name: `extension:${from}`, state: 'degraded', reason } as const),
  }))
  return { health: () => items }
}
