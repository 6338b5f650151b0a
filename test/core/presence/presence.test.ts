import t, { type Test } from 'tap'
import type { Decider, DomainEvent, Recorded } from '../../../core/event.ts'
import {
  createMachinePulse,
  createMachineWatch,
  machineDecider,
  machineStream,
} from '../../../core/presence/presence.ts'
import {
  presenceAlarms,
  type MachineRow,
  type PresenceEvent,
} from '../../../core/presence/presence-events.ts'
import { foldEvents } from '../../../core/projecting/fold.ts'
import projection from '../../../projections/machines/projection.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { signalOf } from '../../support/signals.ts'
import { silentLog as log } from '../../support/silent-log.ts'

type Told = Recorded<PresenceEvent>

/** Machines over a ledger in memory, watched by two processes. */
function open(t: Test) {
  const clock = createFakeClock('2026-01-01T00:00:00.000Z')
  const told: Told[] = []
  let gaps: readonly object[] = []
  const record = (stream: string, event: DomainEvent): void => {
    const at = clock.now()
    const number = BigInt(told.length)
    const place = { id: `${number}`, stream, revision: number, position: number, metadata: {} }
    told.push({ ...(event as PresenceEvent), ...place, receivedAt: at, recordedAt: at })
  }
  // The stream is of what the decider folds alone.
  const execute = async <S, C, E extends PresenceEvent>(
    { initial, evolve, decide }: Decider<S, C, E>,
    { stream, command }: { stream: string; command: C },
  ): Promise<void> => {
    const events = told.filter(event => event.stream === stream) as unknown as Recorded<E>[]
    for (const event of decide(command, events.reduce(evolve, initial))) record(stream, event)
  }
  const host = {
    log,
    async observe({ stream, event }: { stream: string; event: DomainEvent }) {
      record(stream, event)
    },
    rows: async () => ({ rows: [{ confirmed_at: clock.now(), gaps }], position: 0n }),
    all: async () => ({ rows: [...foldEvents(projection, told).values()], position: 0n }),
    execute,
  } as never
  const pulses = new Map(
    ['web01', 'web02'].map(machine => [machine, createMachinePulse({ host, clock, machine })]),
  )
  const watches = [0, 1].map(() => createMachineWatch({ host, clock }))
  for (const part of [...pulses.values(), ...watches]) part.start()
  t.teardown(() => Promise.all([...pulses.values(), ...watches].map(part => part.stop())))
  return {
    async pass(ms: number) {
      for (let passed = 0; passed < ms; passed += 5_000) await clock.advance(5_000)
    },
    stop: (machine: string) => pulses.get(machine)?.stop(),
    again(machine: string) {
      const pulse = createMachinePulse({ host, clock, machine })
      pulses.set(machine, pulse)
      pulse.start()
    },
    forget: (machine: string): Promise<void> =>
      execute(machineDecider, {
        ...{ stream: machineStream(machine), command: { machine, reason: 'Sold.' } },
      }),
    outage: (from: string, to: string) => void (gaps = [{ from, to }]),
    changes: () => told.filter(({ type }) => type !== 'core.MachineConfirmed'),
    rows: () => foldEvents(projection, told) as ReadonlyMap<string, MachineRow>,
  }
}

t.test('a machine that falls silent is recorded once, and once that it is heard again', async t => {
  const { pass, stop, again, changes, rows } = open(t)
  await pass(600_000)
  t.strictSame(changes(), [], 'nothing while it is heard')
  await stop('web02')
  await pass(150_000)
  t.strictSame(changes(), [], 'a restart may take a while')
  await pass(120_000)
  t.match(changes(), [{ type: 'core.MachineFellSilent', data: { machine: 'web02' } }])
  t.ok(rows().get('web02')?.silent_since)
  again('web02')
  await pass(60_000)
  t.match(changes().slice(1), [{ type: 'core.MachineHeard', data: { machine: 'web02' } }])
  t.equal(changes().length, 2)
  t.equal(rows().get('web02')?.silent_since, null)
})

t.test('a forgotten machine is silent no longer, until it was heard anew', async t => {
  const { pass, stop, again, forget, changes, rows } = open(t)
  await pass(60_000)
  await stop('web02')
  await pass(300_000)
  await forget('web02')
  t.match(rows().get('web02'), { silent_since: null, forgotten_at: Date })
  await pass(600_000)
  const types = (): readonly string[] => changes().map(({ type }) => type)
  t.strictSame(types(), ['core.MachineFellSilent', 'core.MachineForgotten'])
  again('web02')
  await pass(60_000)
  await stop('web02')
  await pass(300_000)
  t.strictSame(types().slice(2), ['core.MachineFellSilent'])
})

t.test('what is found from before a machine was forgotten says nothing', async t => {
  const at = new Date('2026-01-01T00:00:00.000Z')
  const state = { standing: 'heard', forgottenAt: at } as const
  t.strictSame(machineDecider.decide({ machine: 'web01', since: at }, state), [])
})

t.test('what could not be received was not silent', async t => {
  const { pass, stop, changes, outage } = open(t)
  await stop('web02')
  outage('2026-01-01T00:00:10.000Z', '2026-01-01T01:00:00.000Z')
  await pass(600_000)
  t.strictSame(changes(), [])
})

t.test('a machine that is silent is a critical alarm until it is heard', async t => {
  const since = '2026-01-01T00:00:00.000Z'
  const [silent, heard, forgotten] = [
    { type: 'core.MachineFellSilent', data: { machine: 'web01', since } },
    { type: 'core.MachineHeard', data: { machine: 'web01' } },
    { type: 'core.MachineForgotten', data: { machine: 'web01', reason: 'Sold.' } },
  ].map(event => signalOf(presenceAlarms, 'host', event))
  t.match(silent, { state: 'raised', severity: 'critical', cause: 'host web01' })
  t.match(heard, { state: 'cleared', cause: 'host web01' })
  t.match(forgotten, { state: 'cleared', cause: 'host web01', text: 'web01 was forgotten: Sold.' })
})
