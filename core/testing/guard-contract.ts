import { deepStrictEqual, ok } from 'node:assert/strict'
import { defineGuard, type GuardPlugin } from '../guarding/define-guard.ts'
import type { GuardHost, GuardSettings, GuardSpec } from '../guarding/guard.ts'
import { configuredMeasures } from '../guarding/guard-config.ts'
import type { Reading } from '../guarding/reading.ts'
import { checkReading } from '../guarding/taking/check-reading.ts'
import { limitsOf, misfits } from '../guarding/taking/observation-of.ts'
import { mostReadings } from '../guarding/taking/observe.ts'
import { checkPlugin } from '../loading/check-contract.ts'
import type { Plugin } from '../plugin.ts'
import { createLogger } from '../telemetry/log.ts'
import { within } from '../timing/within.ts'
import { type Promised, type Tester, testPromises } from './contract.ts'
import { createFakeClock } from './fake-clock.ts'
import { pluginPromises } from './plugin-contract.ts'
import { runPlugin } from './run-plugin.ts'
import { configOf, outboundOf, type PluginTest } from './test-parts.ts'

/** What a guard reads with in a test. */
export type GuardTest = Pick<PluginTest, 'config' | 'clock' | 'machine' | 'outbound'> & {
  /** Ends the reading. */
  readonly signal?: AbortSignal
}

/** Has a guard read once, as it would be configured, and answers its readings; one that cannot be taken throws, naming the field. */
export async function readGuard<Config extends object>(
  guard: GuardPlugin<Config>,
  test: GuardTest = {},
): Promise<readonly Reading[]> {
  return readChecked(plain(guard), test)
}

async function readChecked(
  { plugin, spec }: PlainGuard,
  test: GuardTest,
): Promise<readonly Reading[]> {
  const config = settingsOf(plugin, test)
  const readings = await callRead(spec, config, test)
  const measures = configuredMeasures(spec, config)
  const taking = { name: spec.name, intervalSeconds: config.interval, host: null, measures }
  for (const [index, reading] of readings.entries()) {
    const checked = checkReading(reading, 'own')
    const limits = limitsOf(measures)
    const faults =
      'faults' in checked ? checked.faults : misfits({ ...taking, limits }, checked.reading)
    const [fault] = faults
    if (fault) throw new Error(`reading ${index + 1}: ${fault.field} ${fault.message}`)
  }
  return readings
}

/** What every guard keeps to, each promise a subtest of `t`. With `config`, what it reads then is looked at as well. */
export async function guardContract<Config extends object>(
  t: Tester,
  guard: GuardPlugin<Config>,
  test: GuardTest = {},
): Promise<void> {
  await testPromises(t, guardPromises(guard, test))
}

/** What every guard promises: what a plugin does, and how it reads. */
export function guardPromises<Config extends object>(
  declared: GuardPlugin<Config>,
  test: GuardTest = {},
): readonly Promised[] {
  const guard = plain(declared)
  const faults = Object.entries(faultyReads).map(([what, read]) => ({
    says: `goes on after a reading that ${what}`,
    check: () => survives(guard, read),
  }))
  return [
    ...pluginPromises(declared),
    {
      says: 'reads, or says why it cannot, before its time is over',
      check: () => readsInTime(guard, test),
    },
    ...(guard.spec.read ? faults : []),
  ]
}

interface PlainGuard {
  readonly plugin: Plugin
  readonly spec: GuardSpec
}

// Whatever its own keys are: they are what its own schema makes of them.
function plain<Config extends object>(guard: GuardPlugin<Config>): PlainGuard {
  const candidate: unknown = guard
  checkPlugin(candidate, 'this test')
  return { plugin: candidate, spec: guard.guard as unknown as GuardSpec }
}

function settingsOf(plugin: Plugin, { config }: GuardTest): GuardSettings {
  // Its schema is its own keys beside those of every guard.
  return configOf(plugin, config) as GuardSettings
}

async function callRead(
  spec: GuardSpec,
  config: GuardSettings,
  test: GuardTest,
): Promise<readonly Reading[]> {
  if (!spec.read)
    throw new Error(`the guard ${spec.name} does not read: its readings come in over HTTP`)
  const host: GuardHost<GuardSettings> = {
    config,
    machine: test.machine ?? { name: 'web01', root: '/' },
    clock: test.clock ?? createFakeClock(),
    outbound: outboundOf(test),
    log: createLogger('silent'),
  }
  return spec.read(test.signal ?? new AbortController().signal, host)
}

async function readsInTime(guard: PlainGuard, test: GuardTest): Promise<void> {
  const { plugin, spec } = guard
  if (!spec.read) return
  const ms = settingsOf(plugin, test).readTimeout * 1_000
  const late = (): Error => new Error(`it did not end within ${ms / 1_000} s`)
  let failure: unknown
  const reading = within({ ms, late }, async signal => {
    await readChecked(guard, { ...test, signal }).catch((error: unknown) => {
      failure = error
    })
  })
  await reading
  // Where nothing is configured, there may be nothing to read; what is read has to fit.
  if (test.config !== undefined && failure !== undefined) throw failure
  if (failure instanceof Error && failure.message.startsWith('reading ')) throw failure
}

const faultyReads: Readonly<Record<string, (signal: AbortSignal) => unknown>> = {
  throws: () => {
    throw new Error('as the contract has it')
  },
  'hangs until its time is over': signal =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason))
    }),
  'answers garbage': () => ({ subject: 1 }),
  'answers readings that are none': () => [{}, { subject: '', values: { x: Number.NaN } }, null],
  'answers more than anybody takes': () =>
    Array.from({ length: mostReadings + 1 }, (_, index) => ({
      subject: `s${index}`,
      failure: 'x',
    })),
}

// The guard's own declaration, with another `read`: a fine one, a faulty one, a fine one.
async function survives(
  { plugin, spec }: PlainGuard,
  faulty: (signal: AbortSignal) => unknown,
): Promise<void> {
  const { interval, readTimeout } = settingsOf(plugin, {})
  let reads = 0
  const read = (signal: AbortSignal): Promise<readonly Reading[]> => {
    reads += 1
    const found =
      reads === 2 ? faulty(signal) : [{ subject: 'contract', level: 'ok', text: 'Fine.' }]
    // Whatever it is, a guard in JavaScript might answer it.
    return Promise.resolve(found as readonly Reading[])
  }
  const running = runPlugin(
    defineGuard({ ...spec, contribute: () => ({}), isolation: 'process', read }),
  )
  running.start()
  await running.advance(0)
  for (let round = 0; round < 4; round += 1) await running.advance((interval + readTimeout) * 1_000)
  running.stop()
  const types = (await running.recorded()).map(({ type }) => type)
  const count = (name: string): number =>
    types.filter(type => type === `${spec.name}.${name}`).length
  ok(count('ReadFailed') > 0, 'that it failed is recorded')
  ok(count('Sampled') > 1, 'it reads again')
  deepStrictEqual(running.failures, [], 'nothing fails but the reading')
}
