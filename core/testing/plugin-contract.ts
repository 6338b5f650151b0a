import { deepStrictEqual, match, ok } from 'node:assert/strict'
import { v7 } from 'uuid'
import type { DomainEvent } from '../event.ts'
import { createEventCatalog, type EventCatalog } from '../events/event-catalog.ts'
import { checkPlugin } from '../loading/check-contract.ts'
import { hasFlag, keysOf, unexplained } from '../loading/describe-schema.ts'
import { configurePlugins } from '../loading/load-installation.ts'
import type { Contribution, Plugin } from '../plugin.ts'
import { type Promised, type Tester, testPromises } from './contract.ts'
import { configOf } from './test-parts.ts'
import { createUntouchedHost } from './untouched-host.ts'

const sentence = /^[A-Z].*\.$/s
const words = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

/** What every plugin keeps to, each promise a subtest of `t`. */
export async function pluginContract<Config extends object, E extends DomainEvent>(
  t: Tester,
  plugin: Plugin<Config, E>,
): Promise<void> {
  await testPromises(t, pluginPromises(plugin))
}

/** What every plugin promises. */
export function pluginPromises(candidate: unknown): readonly Promised[] {
  const whole = (check: (plugin: Plugin) => void) => (): void => {
    checkPlugin(candidate, 'the default export')
    check(candidate)
  }
  return [
    { says: 'is a plugin as its contract has it', check: whole(() => {}) },
    {
      says: 'explains every key of its configuration, and gives each a default',
      check: whole(explainsConfig),
    },
    { says: 'declares events that keep their examples', check: whole(keepsExamples) },
    { says: 'reads every older version of its events', check: whole(readsOldVersions) },
    { says: 'touches nothing when it is created', check: whole(createsQuietly) },
    { says: 'contributes what can be run and explained', check: whole(contributes) },
  ]
}

function catalogOf(plugin: Plugin): EventCatalog {
  return createEventCatalog(configurePlugins([plugin], one => configOf(one)).map(one => one.source))
}

function explainsConfig(plugin: Plugin): void {
  configOf(plugin)
  none(unexplained(plugin.config), 'keys without a description')
  const undefaulted = keysOf(plugin.config.describe()).filter(
    ([, key]) => !hasFlag(key, 'default') && !hasFlag(key, 'presence') && key['keys'] === undefined,
  )
  none(
    undefaulted.map(([name]) => name),
    'keys without a default',
  )
}

function keepsExamples(plugin: Plugin): void {
  const catalog = catalogOf(plugin)
  const [source] = configurePlugins([plugin], one => configOf(one)).map(one => one.source)
  const [category] = Object.keys(source?.streams ?? {})
  const receivedAt = new Date('2026-01-01T00:00:00.000Z')
  for (const { type, spec } of catalog.entries) {
    match(spec.summary, sentence, `the summary of ${type} is no sentence`)
    none(unexplained(spec.data), `keys of ${type} without a description`)
    const stream = `${category}-example`
    const stamp = {
      ...{ id: v7(), host: 'web01', receivedAt },
      actor: { kind: 'system', id: plugin.name },
    } as const
    const event = { type, data: spec.example }
    const encoded = catalog.encode(plugin.name, { stream, event }, stamp)
    const stored = {
      ...{ ...encoded, stream, revision: 0n, position: 0n, recordedAt: receivedAt },
      data: JSON.parse(JSON.stringify(encoded.data)),
    }
    const reading = `the example of ${type} reads back as something else`
    deepStrictEqual(catalog.decode(stored).data, spec.example, reading)
  }
}

function readsOldVersions(plugin: Plugin): void {
  for (const [type, { schemaVersion, upcasters = {} }] of Object.entries(plugin.events)) {
    const older = Array.from({ length: schemaVersion - 1 }, (_, index) => String(index + 1))
    const needed = `${type} needs an upcaster for each older version, and no other`
    deepStrictEqual(Object.keys(upcasters), older, needed)
  }
}

function createsQuietly(plugin: Plugin): void {
  const { host, used } = createUntouchedHost(plugin.name, configOf(plugin), catalogOf(plugin))
  const before = process.getActiveResourcesInfo().length
  plugin.create(host)
  none(used, 'create only says what is contributed, and calls nothing; it called')
  const after = process.getActiveResourcesInfo().length
  ok(after === before, 'create opens or starts something: a timer, a file, a connection')
}

function contributes(plugin: Plugin): void {
  const config = configOf(plugin)
  const { host } = createUntouchedHost(plugin.name, config, catalogOf(plugin))
  const contribution: Contribution = plugin.create(host)
  for (const { name, summary, question } of contribution.gates ?? []) {
    match(name, /^[a-z][a-z0-9]*$/, `gate ${name} is not one word`)
    match(summary, sentence, `the summary of gate ${name} is no sentence`)
    const bare = unexplained(question)
    none(bare, `gate ${name} does not describe what it asks`)
  }
  for (const { name, everySeconds } of contribution.sweeps ?? []) {
    match(name, words, `sweep ${name} is not named in kebab-case`)
    ok(everySeconds > 0, `sweep ${name} has no period`)
  }
  for (const type of Object.keys(contribution.reactsTo ?? {}))
    match(type, /^[a-z][a-z0-9]*\.[A-Z][A-Za-z0-9]*$/, `${type} is no type of an event`)
  for (const { method, path, summary } of contribution.routes ?? [])
    match(summary, sentence, `the summary of ${method} ${path} is no sentence`)
}

function none(found: readonly string[], what: string): void {
  if (found.length > 0) throw new Error(`${what}: ${found.join(', ')}`)
}
