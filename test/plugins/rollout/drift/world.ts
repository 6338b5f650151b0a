import type { Host } from '../../../../core/host.ts'
import type { Outbound, OutboundRequest } from '../../../../core/outbound/outbound.ts'
import type { Recorded } from '../../../../core/event.ts'
import { createFakeClock, type FakeClock } from '../../../../core/testing/fake-clock.ts'
import { runPlugin } from '../../../../core/testing/run-plugin.ts'
import type { RolloutConfig } from '../../../../plugins/rollout/config.ts'
import type { RolloutEvent, VerificationResult } from '../../../../plugins/rollout/events.ts'
import plugin from '../../../../plugins/rollout/plugin.ts'
import type { TargetRow } from '../../../../plugins/rollout/drift/target-row.ts'
import { createWatchSweeps } from '../../../../plugins/rollout/drift/watch-sweeps.ts'
import {
  type Came,
  watchedOf,
  watchTarget,
  type WatchParts,
} from '../../../../plugins/rollout/drift/watch-target.ts'
import {
  verificationDecider,
  verificationStream,
} from '../../../../plugins/rollout/verifying/verification.ts'
import targets from '../../../../projections/targets/projection.ts'

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`
const repository = 'ghcr.io/acme/app'

/** A release of one image, whose digest is of one digit. */
export const releaseOf = (digit: string, of = repository): object => ({
  release_id: digit.repeat(64),
  commit: digit.repeat(40),
  images: [
    {
      ...{ name: 'app', services: ['app'], repository: of, tag: `v${digit}` },
      ...{ digest: digestOf(digit), platforms: [] },
    },
  ],
})

/** What the service that is looked at answers. */
export interface Service {
  /** The digits of the images that it runs. */
  runs: readonly string[]
  answers: 'well' | 'ill' | 'nothing'
  /** Behind a balancer the next call is answered by another. */
  next?: readonly string[]
}

/** A plugin with one target, the service behind it, and the runs and releases that there are. */
export interface World {
  readonly host: Host<RolloutConfig, RolloutEvent>
  readonly clock: FakeClock
  readonly service: Service
  readonly runs: Map<string, object>
  /** Sets the time of day, which no duration sees. */
  setBack(ms: number): void
  approve(digit: string, more?: Partial<VerificationResult>): Promise<void>
  /** Looks to the end, as one process or as another. */
  look(parts?: WatchParts): Promise<Came>
  another(): WatchParts
  row(): Promise<TargetRow | undefined>
  types(): Promise<readonly string[]>
  recorded(): Promise<readonly Recorded[]>
  ask(question?: object): ReturnType<ReturnType<typeof runPlugin>['ask']>
  sweep(name?: string): Promise<void>
}

/** Makes a world in which releases 1 to 4 are known, and nothing is approved. */
export function createWorld(rules: object = {}, more: object = {}): World {
  const clock = createFakeClock()
  let backMs = 0
  const shifted = { ...clock, now: () => new Date(clock.now().getTime() - backMs) }
  const service: Service = { runs: ['1'], answers: 'well' }
  const runs = new Map<string, object>()
  const running = runPlugin(plugin, {
    config: {
      targets: {
        app: { images: { url: 'http://app.example/images' }, drift: rules, ...more },
      },
    },
    clock: shifted,
    outbound: outboundOf(service),
    projections: [targets],
  })
  const fakes: Readonly<Record<string, () => ReadonlyMap<string, object>>> = {
    'gsd-runs': () => runs,
    releases: () => new Map(['1', '2', '3', '4'].map(one => [one.repeat(64), releaseOf(one)])),
  }
  const rows: Host['rows'] = async (name, query = {}) => {
    const fake = fakes[name]
    if (!fake) return running.host.rows(name, query)
    const found = [...fake()]
      .map(([_key, row]) => ({ ...row, _key }))
      .filter(row => query.keys?.includes(row._key) ?? true)
      .filter(row =>
        Object.entries(query.equals ?? {}).every(([key, value]) =>
          [value].flat().includes(Reflect.get(row, key)),
        ),
      )
    return { rows: found as never, position: 0n }
  }
  // It is of this plugin, as its own config says.
  const host = { ...running.host, rows, all: rows } as Host<RolloutConfig, RolloutEvent>
  const another = (): WatchParts => ({
    ...{ host, seenRightAt: new Map() },
    run: () => Promise.reject(new Error('this test runs no program')),
  })
  const own = another()
  const [app] = watchedOf(host.config)
  const sweeps = createWatchSweeps(host)
  let made = 0
  return {
    ...{ host, clock, service, runs, another, recorded: running.recorded },
    setBack: ms => void (backMs += ms),
    async approve(digit, given = {}) {
      made += 1
      await clock.advance(1_000)
      const result = verificationOf(digit, made, shifted.now(), given)
      await host.execute(verificationDecider, {
        stream: verificationStream(result.verificationId),
        command: { type: 'finish', result },
      })
    },
    async look(parts = own) {
      if (!app) throw new Error('no target')
      return settled(watchTarget(parts, app, new AbortController().signal), clock)
    },
    async row() {
      const found = await host.rows<TargetRow>('targets', { keys: ['app'] })
      return found.rows[0]
    },
    async types() {
      const events = await running.recorded()
      return events.map(({ type }) => type).filter(type => type !== 'rollout.VerificationFinished')
    },
    ask: (question = {}) => running.ask('drift', question),
    async sweep(name = 'drift') {
      const sweep = sweeps.find(one => one.name === name)
      await settled(
        sweep?.run(new AbortController().signal) ?? Promise.reject(new Error(name)),
        clock,
      )
    },
  }
}

/** Lets time pass until something has ended. */
async function settled<T>(work: Promise<T>, clock: FakeClock): Promise<T> {
  const ended = work.then(
    () => 'ended' as const,
    () => 'ended' as const,
  )
  for (;;) {
    // Much of it is promises alone: time passes only when these have come to rest.
    const turns = Array.from({ length: 20 }, () => () => new Promise(setImmediate))
    for (const turn of turns) await turn()
    if ((await Promise.race([ended, Promise.resolve('open' as const)])) === 'ended') return work
    await clock.advance(1_000)
  }
}

function verificationOf(
  digit: string,
  number: number,
  at: Date,
  given: Partial<VerificationResult>,
): VerificationResult {
  const verificationId = `0199a3c0-0000-7000-8000-00000000000${number}`
  return {
    ...{ verificationId, target: 'app', runId: null, boardId: null },
    releaseId: digit.repeat(64),
    ...{ targetRole: 'default', speaksFor: 'all', verdict: 'passed', checks: [] },
    ...{ healthGate: null, evidenceLink: '/somewhere' },
    ...{ startedAt: at.toISOString(), finishedAt: at.toISOString() },
    ...given,
  }
}

function outboundOf(service: Service): Pick<Outbound, 'request'> {
  let calls = 0
  return {
    async request({ url }: OutboundRequest) {
      calls += 1
      if (service.answers === 'nothing')
        return { outcome: 'failed', failure: 'connection_refused', message: 'refused' } as never
      const status = service.answers === 'ill' ? 503 : 200
      const runs = service.next && calls % 2 === 0 ? service.next : service.runs
      const told = runs.map(one => `${repository}:v${one}@${digestOf(one)}`)
      const body = url.endsWith('/images') ? JSON.stringify(told) : '{"ok":true}'
      return { outcome: 'answered', status, headers: {}, body, extent: 'whole' }
    },
  }
}

/** A run as its read model tells it. */
export function runOf(digit: string, more: object = {}): object {
  return {
    ...{ release_id: digit.repeat(64), stage: 'validation', status: 'in_progress', outcome: null },
    ...{ owner_approval_status: 'pending', run: { stageEnteredAt: '2026-01-01T00:00:00.000Z' } },
    ...more,
  }
}
