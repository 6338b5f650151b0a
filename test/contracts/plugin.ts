import type { Description } from 'joi'
import type { Test } from 'tap'
import { v7 } from 'uuid'
import type { DomainEvent } from '../../core/event.ts'
import { createEventCatalog, type EventCatalog } from '../../core/events/event-catalog.ts'
import { checkPlugin } from '../../core/loading/check-contract.ts'
import { configurePlugins } from '../../core/loading/load-installation.ts'
import type { Host } from '../../core/host.ts'
import type { Contribution, Plugin } from '../../core/plugin.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { silentLog } from '../support/silent-log.ts'

const sentence = /^[A-Z].*\.$/s
const word = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

/** What every plugin keeps to; each plugin's test runs it. */
export async function pluginContract<Config extends object, E extends DomainEvent>(
  t: Test,
  candidate: Plugin<Config, E>,
): Promise<void> {
  await t.test(`the plugin ${candidate.name} meets its contract`, async t => {
    checkPlugin(candidate, candidate.name)
    const plugin: Plugin = candidate
    await t.test('explains and defaults every key of its configuration', t =>
      explainsConfig(t, plugin),
    )
    await t.test('declares events that keep their examples', t => keepsExamples(t, plugin))
    await t.test('reads every older version of its events', t => readsOldVersions(t, plugin))
    await t.test('touches nothing when it is created', t => createsQuietly(t, plugin))
    await t.test('contributes what can be run and explained', t => contributes(t, plugin))
  })
}

function configOf(plugin: Plugin): object {
  const { value, error } = plugin.config.validate({})
  if (error) throw error
  return value
}

function catalogOf(plugin: Plugin): EventCatalog {
  return createEventCatalog(configurePlugins([plugin], configOf).map(one => one.source))
}

async function explainsConfig(t: Test, plugin: Plugin): Promise<void> {
  t.doesNotThrow(() => configOf(plugin), 'an empty section is enough')
  const found = keysOf(plugin.config.describe(), '')
  const isExplained = ({ flags, keys }: Description): boolean =>
    hasMember(flags, 'description') || keys !== undefined
  const isDefaulted = ({ flags, keys }: Description): boolean =>
    hasMember(flags, 'default') || keys !== undefined || hasMember(flags, 'presence')
  t.strictSame(namesOf(found.filter(([, key]) => !isExplained(key))), [], 'each is explained')
  t.strictSame(namesOf(found.filter(([, key]) => !isDefaulted(key))), [], 'each has a default')
}

type NamedKey = readonly [name: string, description: Description]

function keysOf(description: Description, path: string): readonly NamedKey[] {
  const keys: Readonly<Record<string, Description>> = description['keys'] ?? {}
  return Object.entries(keys).flatMap(([name, key]) => [
    [`${path}${name}`, key] as const,
    ...keysOf(key, `${path}${name}.`),
  ])
}

function namesOf(keys: readonly NamedKey[]): readonly string[] {
  return keys.map(([name]) => name)
}

function hasMember(flags: object | undefined, name: string): boolean {
  return flags !== undefined && name in flags
}

async function keepsExamples(t: Test, plugin: Plugin): Promise<void> {
  const catalog = catalogOf(plugin)
  const [category] = Object.keys(configurePlugins([plugin], configOf)[0]?.source.streams ?? {})
  for (const { type, spec } of catalog.entries) {
    t.match(spec.summary, sentence, `${type} is explained in a sentence`)
    const stream = `${category}-example`
    const event = { type, data: spec.example }
    const receivedAt = new Date('2026-01-01T00:00:00.000Z')
    const actor = { kind: 'system', id: plugin.name } as const
    const stamp = { id: v7(), host: 'web01', actor, receivedAt }
    const encoded = catalog.encode(plugin.name, { stream, event }, stamp)
    const stored = {
      ...{ ...encoded, stream, revision: 0n, position: 0n, recordedAt: receivedAt },
      data: JSON.parse(JSON.stringify(encoded.data)),
    }
    t.strictSame(catalog.decode(stored).data, spec.example, `${type} reads back as it was`)
  }
}

async function readsOldVersions(t: Test, plugin: Plugin): Promise<void> {
  for (const [type, { schemaVersion, upcasters = {} }] of Object.entries(plugin.events)) {
    const older = Array.from({ length: schemaVersion - 1 }, (_, index) => String(index + 1))
    t.strictSame(Object.keys(upcasters), older, `${type} has an upcaster for each older version`)
  }
}

async function createsQuietly(t: Test, plugin: Plugin): Promise<void> {
  const host = createIdleHost(plugin)
  const before = process.getActiveResourcesInfo().length
  plugin.create(host.host)
  t.strictSame(host.used, [], 'asks its host for nothing')
  t.equal(process.getActiveResourcesInfo().length, before, 'opens and starts nothing')
}

async function contributes(t: Test, plugin: Plugin): Promise<void> {
  const contribution: Contribution = plugin.create(createIdleHost(plugin).host)
  for (const { name, summary, question } of contribution.gates ?? []) {
    t.match(name, /^[a-z][a-z0-9]*$/, `gate ${name} is one word`)
    t.match(summary, sentence, `gate ${name} is explained in a sentence`)
    const bare = keysOf(question.describe(), '').filter(
      ([, { flags }]) => !hasMember(flags, 'description'),
    )
    t.strictSame(namesOf(bare), [], `gate ${name} explains what it asks`)
  }
  for (const { name, everySeconds } of contribution.sweeps ?? []) {
    t.match(name, word, `sweep ${name} is named in kebab-case`)
    t.ok(everySeconds > 0, `sweep ${name} has a period`)
  }
  for (const type of Object.keys(contribution.reactsTo ?? {})) {
    t.match(type, /^[a-z][a-z0-9]*\.[A-Z][A-Za-z0-9]*$/, `it reacts to the event ${type}`)
  }
  for (const { method, path, summary } of contribution.routes ?? []) {
    t.match(summary, sentence, `${method} ${path} is explained in a sentence`)
  }
  t.ok(contribution)
}

interface IdleHost {
  readonly host: Host
  /** What was called on it. */
  readonly used: readonly string[]
}

function createIdleHost(plugin: Plugin): IdleHost {
  const used: string[] = []
  const refuse = (name: string) => (): never => {
    used.push(name)
    throw new Error(`create called ${name}`)
  }
  const host: Host = {
    config: configOf(plugin),
    log: silentLog,
    clock: createFakeClock(),
    machine: { name: 'web01', root: '/' },
    outbound: {
      check: refuse('outbound.check'),
      request: refuse('outbound.request'),
      connect: refuse('outbound.connect'),
    },
    alarms: catalogOf(plugin).alarms,
    read: refuse('read'),
    gate: refuse('gate'),
    observe: refuse('observe'),
    execute: refuse('execute'),
    forgetMachine: refuse('forgetMachine'),
    rows: refuse('rows'),
    all: refuse('all'),
  }
  return { host, used }
}
