import Joi from 'joi'
import { createCommandHandler } from '../../../core/commanding/command-handler.ts'
import { isDecklogError } from '../../../core/errors.ts'
import type { Actor } from '../../../core/event.ts'
import { coreEventSources } from '../../../core/events/core-events.ts'
import { createEventCatalog } from '../../../core/events/event-catalog.ts'
import { createGateKeeper } from '../../../core/gates/gate-keeper.ts'
import type { Host } from '../../../core/host.ts'
import type { Call } from '../../../core/http/route.ts'
import { createStreamLimiter } from '../../../core/ledger/stream-limiter.ts'
import { createWriter } from '../../../core/ledger/writer.ts'
import { createHost } from '../../../core/loading/host.ts'
import { describeRules, type DescribedRules } from '../../../core/rules/describe-rules.ts'
import { rulesDecider } from '../../../core/rules/rules-decider.ts'
import { rulesStream } from '../../../core/rules/rules-events.ts'
import { createRulesInForce } from '../../../core/rules/rules-in-force.ts'
import { createFakeClock } from '../../../core/testing/fake-clock.ts'
import { createMemoryLedger } from '../../../core/testing/memory-ledger.ts'
import { diskConfig, type DiskConfig } from '../../../plugins/disk/config.ts'
import { diskEvents, type DiskEvent } from '../../../plugins/disk/events.ts'
import { createGate as createDiskGate } from '../../../plugins/disk/answering/gate.ts'
import { createReaction } from '../../../plugins/disk/judging/judged-disks.ts'
import { capacityOf, judge } from '../../../plugins/disk/judging/judgement.ts'
import { resolveLimits, rulesOf } from '../../../plugins/disk/judging/limits.ts'
import { sampled } from '../../../plugins/disk/sample-events.ts'
import { diskIdOf, sampleStream } from '../../../plugins/disk/streams.ts'
import type { GsdConfig } from '../../../plugins/gsd/config.ts'
import { gsdEvents, type GsdEvent } from '../../../plugins/gsd/events.ts'
import { issue, runCommand } from '../../../plugins/gsd/requesting/run-command.ts'
import { readRun } from '../../../plugins/gsd/requesting/read-run.ts'
import type { Run } from '../../../plugins/gsd/run.ts'
import type { Issued, RunCommand } from '../../../plugins/gsd/running/command.ts'
import { createRulesReaction } from '../../../plugins/gsd/weakening/react-to-rules.ts'
import { stages, type Step, steps } from '../../../plugins/gsd/stage.ts'
import { subjectDigest } from '../../../plugins/gsd/approving/subject.ts'
import { releaseConfig, type ReleaseConfig } from '../../../plugins/release/config.ts'
import {
  releaseEvents,
  type ReleaseEvent,
  type ReleaseRegistered,
} from '../../../plugins/release/events.ts'
import { manifestExample, releaseIdOf } from '../../../plugins/release/manifest.ts'
import { createImagesGate } from '../../../plugins/release/policy/gating/images-gate.ts'
import { release, releaseStream } from '../../../plugins/release/release.ts'
import type { RolloutConfig } from '../../../plugins/rollout/config.ts'
import { rolloutEvents, type RolloutEvent } from '../../../plugins/rollout/events.ts'
import { requiredOf } from '../../../plugins/rollout/checking/run-checks.ts'
import { verdictOf, verdicts } from '../../../plugins/rollout/verdict.ts'
import {
  verificationDecider,
  verificationStream,
} from '../../../plugins/rollout/verifying/verification.ts'
import { createGate as createVerificationGate } from '../../../plugins/rollout/verifying/gate.ts'
import { createChance } from './chance.ts'
import { gsdConfig, rolloutConfig } from '../../support/shipped-config.ts'
import { randomDisks, randomVerifications } from './random-rows.ts'
import { silentLog as log } from '../../support/silent-log.ts'

/** The plugins of this world, each with the schema of its rules. */
export const schemas = {
  disk: diskConfig,
  gsd: gsdConfig,
  release: releaseConfig,
  rollout: rolloutConfig,
} as const
type Name = keyof typeof schemas
const names: readonly Name[] = ['disk', 'gsd', 'release', 'rollout']

const sources = [
  ...coreEventSources,
  { name: 'disk', events: diskEvents, streams: { disk: {}, diskSample: {} } },
  { name: 'gsd', events: gsdEvents, streams: { gsdRun: {}, gateDecision: {} } },
  { name: 'release', events: releaseEvents, streams: { release: {} } },
  { name: 'rollout', events: rolloutEvents, streams: { verification: {} } },
]
const code = { version: '1.0.0', digest: 'a'.repeat(64) }
const people: readonly Actor[] = ['ada', 'bob', 'carol'].map(id => ({ kind: 'person', id }))
const mounts = ['/', '/var', '/srv'] as const

interface Asked {
  readonly keys?: readonly string[]
  readonly equals?: { readonly status?: readonly string[] }
}

/** A little Decklog in memory, with its real deciders, gates and stamps, in which things happen by chance. */
export function createRandomHistory(seed: number) {
  const chance = createChance(seed)
  const runs: string[] = []
  const clock = createFakeClock()
  const ledger = createMemoryLedger(clock)
  const given: Record<Name, object> = { disk: {}, gsd: {}, release: waiving, rollout: {} }
  const configs = () => Object.fromEntries(names.map(name => [name, configOf(name, given[name])]))
  const describe = (): readonly DescribedRules[] => [
    described('core', Joi.object(), {}),
    ...names.map(name => described(name, schemas[name], configOf(name, given[name]))),
  ]
  const rules = createRulesInForce(describe())
  const catalog = createEventCatalog(sources, rules.digestOf)
  const limiter = createStreamLimiter({ ledger, limitsOf: catalog.limitsOf })
  const writer = createWriter({ ledger, limiter, clock, log })
  const commands = createCommandHandler({ ledger, catalog, limiter, clock, log, machine: 'web-1' })
  const rows = async (name: string, { keys = [], equals = {} }: Asked = {}) => {
    const found: object[] = []
    for (const id of name === 'gsd-runs' ? runs : []) {
      const { run } = await readRun(hosts.gsd, id)
      if (run && equals.status?.includes(run.status)) found.push({ id, run, _key: id })
    }
    for (const key of name === 'releases' ? keys : [])
      for await (const { data } of ledger.read(releaseStream(key))) {
        const { manifest } = data as ReleaseRegistered['data']
        found.push({ ...manifest, _key: key })
      }
    if (name === 'disk-status') found.push(...keyed(randomDisks(chance, clock.now())))
    if (name === 'verifications') found.push(...keyed(randomVerifications(chance, clock.now())))
    return { rows: found, position: await ledger.head() }
  }

  // Configurations change as they do at a restart: all that runs is made anew.
  let hosts = createHosts()
  function createHosts() {
    const gates = createGateKeeper({ clock, log, rulesOf: rules.digestOf })
    const outbound = { check: refuse, request: refuse, connect: refuse }
    const lent = {
      ...{ clock, log, machine: { name: 'web-1', root: '/' }, outbound, ledger, catalog, writer },
      ...{ commands, gates, rows: rows as unknown as Host['rows'] },
    }
    const all = configs()
    const hostOf = <C extends object>(name: Name) => createHost(lent, name, all[name] as C)
    const release = hostOf<ReleaseConfig>('release') as Host<ReleaseConfig, ReleaseEvent>
    const disk = hostOf<DiskConfig>('disk') as Host<DiskConfig, DiskEvent>
    const rollout = hostOf<RolloutConfig>('rollout') as Host<RolloutConfig, RolloutEvent>
    gates.offer('disk', [createDiskGate(disk)])
    gates.offer('rollout', [createVerificationGate(rollout)])
    gates.offer('release', [createImagesGate(release)])
    return {
      lent,
      disk,
      react: createReaction(disk),
      gsd: hostOf<GsdConfig>('gsd') as Host<GsdConfig, GsdEvent>,
      release,
      rollout,
    }
  }

  async function tellRules(): Promise<void> {
    rules.replace(describe())
    hosts = createHosts()
    const command = { machine: 'web-1', described: rules.all() }
    const { events } = await commands.execute('core', rulesDecider, {
      ...{ stream: rulesStream, command },
    })
    for (const event of events) await createRulesReaction(hosts.gsd)(event)
  }

  async function changeRules(): Promise<void> {
    const name = chance.pick(names)
    given[name] = changed[name]()
    await tellRules()
  }

  const changed: Readonly<Record<Name, () => object>> = {
    disk: () => ({
      limits: { critical: { availablePercent: 5 + chance.below(10) } },
      limitsOf: { '/var': { warning: { availablePercent: 20 + chance.below(20) } } },
    }),
    gsd: () => ({
      gates: {
        rollout: chance.pick([[], [disk], [images], [images, verification], [images, disk]]),
        implementation: chance.pick([[], [images], [images, diskOfVar], [verification]]),
      },
      gateModes: { release: chance.pick(['enforce', 'warn']) },
      secondPerson: chance.pick(['required', 'where_asked']),
      roles: chance.pick([{}, { owner: ['person:ada', 'person:bob'] }]),
      requiredEvidence: chance.pick([[], ['test_report']]),
    }),
    release: () => ({
      policy: {
        ownImages: chance.pick([['backend'], ['backend', 'frontend'], ['postgres']]),
        waivers: chance.pick([[], [waiver], [waiver]]),
      },
    }),
    rollout: () => ({
      targets: { production: { required: chance.pick([['disk'], ['disk', 'continuity']]) } },
      defaultTarget: 'production',
      gateWithin: chance.pick(['10m', '2h', '7d']),
    }),
  }

  const levels = new Map<string, number>(mounts.map(mount => [mount, 300e9]))

  async function sample(): Promise<void> {
    const mount = chance.pick(mounts)
    const { disk, react } = hosts
    const before = levels.get(mount) ?? 300e9
    const availableBytes = Math.round(
      Math.min(490e9, Math.max(1e9, before + (chance.next() - 0.5) * 80e9)),
    )
    levels.set(mount, availableBytes)
    const { diskId } = { diskId: diskIdOf('web-1', mount) }
    const reading = {
      ...sampled.spec.example,
      ...{ diskId, mount, availableBytes, usedBytes: 500e9 - availableBytes, intervalSeconds: 60 },
    }
    const limits = resolveLimits(rulesOf(disk.config, mount), capacityOf(reading))
    const stream = sampleStream(diskId)
    const failed = chance.below(12) === 0
    const told = { host: 'web-1', message: 'EIO', failure: 'unreadable' } as const
    await disk.observe({
      stream,
      event: failed
        ? {
            type: 'disk.ReadFailed',
            data: { diskId, mount, ...told, intervalSeconds: 60 },
          }
        : {
            type: 'disk.Sampled',
            data: { ...reading, limits, ...judge(reading, limits), forecast: null },
          },
    })
    for await (const event of disk.read(stream, { direction: 'backwards', limit: 1 }))
      await react(event)
  }

  const releases: string[] = []

  async function register(): Promise<void> {
    const tag = chance.pick(['17.6-bookworm', 'latest', 'latest'])
    const images = manifestExample.images.map(image =>
      image.kind === 'foreign' ? { ...image, tag } : image,
    )
    const minute = String(chance.below(60)).padStart(2, '0')
    const manifest = { ...manifestExample, images, created: `2026-01-01T12:${minute}:00.000Z` }
    const releaseId = releaseIdOf(manifest)
    releases.push(releaseId)
    const command = { releaseId, manifest }
    await hosts.release.execute(release, { stream: releaseStream(releaseId), command })
  }

  async function verify(): Promise<void> {
    const { targets, gateChecks } = hosts.rollout.config
    const target = targets['production']
    const required = target ? requiredOf({ target, gateChecks, release: null }) : new Set<string>()
    const checks = (['disk', 'continuity'] as const).map(name => ({
      ...{ name, detail: '', verdict: chance.pick(verdicts) },
      required: required.has(name) ? ('required' as const) : ('optional' as const),
    }))
    const verificationId = crypto.randomUUID()
    const { data } = { data: rolloutEvents['rollout.VerificationFinished'].example }
    const result = {
      ...data,
      verificationId,
      checks,
      healthGate: null,
      verdict: verdictOf(checks, null),
    }
    const stream = verificationStream(verificationId)
    await hosts.rollout.execute(verificationDecider, {
      stream,
      command: { type: 'finish', result },
    })
  }

  async function command(): Promise<void> {
    const actor = chance.pick(people)
    const call = callOf(actor)
    const issued = issue(hosts.gsd, call)
    const starts = runs.length === 0 || chance.below(8) === 0
    const runId = starts ? crypto.randomUUID() : chance.pick(runs)
    const before = await readRun(hosts.gsd, runId)
    const sent = starts ? startOf(runId, issued) : next(before.run, issued)
    if (starts) runs.push(runId)
    try {
      await runCommand(hosts.gsd, call, { runId, before, command: sent })
    } catch (error) {
      if (!isDecklogError(error)) throw error
    }
  }

  function startOf(runId: string, issued: Issued): RunCommand {
    const { requiredEvidence } = hosts.gsd.config
    const releaseId =
      chance.below(3) === 0 || releases.length === 0 ? {} : { releaseId: chance.pick(releases) }
    const asked = { required: 1, role: chance.pick([null, 'owner']), expiresAfterSeconds: null }
    const secondPerson = chance.pick(['required', 'not_required'] as const)
    const approvals = [{ ...asked, secondPerson, step: chance.pick(steps) }]
    return {
      ...{ kind: 'start', ...issued },
      start: {
        ...{ runId, organizationId: null, boardId: null, taskId: null, createdByUserId: null },
        ...{ runName: 'checkout', iterationNumber: 1, requiredEvidence, stage: 'planning' },
      },
      change: { ...releaseId, ...(chance.below(2) === 0 ? { approvals } : {}) },
    }
  }

  function next(run: Run | null, issued: Issued): RunCommand {
    const seen = run && { digest: subjectDigest(run), subject: run }
    const step: Step = run?.points[0]?.step ?? 'completion'
    const kind = chance.below(10)
    const told = { ...issued, seen }
    if (kind < 3)
      return {
        ...told,
        kind: 'decide',
        step,
        decision: chance.pick(['approved', 'approved', 'waived']),
        note: 'By chance.',
      }
    if (kind === 3) {
      const expiresAt = new Date(clock.now().getTime() + 3_600_000).toISOString()
      const gates = chance.pick([null, ['disk'], ['images']])
      return {
        ...told,
        kind: 'bypass',
        step: chance.pick(steps),
        gates,
        reason: 'By chance.',
        expiresAt,
      }
    }
    if (kind === 4) {
      const content = { title: 'All passed', url: null, predicate: null, subject: [] }
      return { ...told, kind: 'attach', content: { type: 'test_report', ...content } }
    }
    if (kind === 5)
      return { ...told, kind: 'change', change: { status: 'completed', reason: 'By chance.' } }
    return { ...told, kind: 'change', change: { stage: nextStage(run), reason: 'By chance.' } }
  }

  function nextStage(run: Run | null) {
    const index = stages.indexOf(run?.stage ?? 'planning')
    return chance.below(4) === 0 ? chance.pick(stages) : (stages[index + 1] ?? 'planning')
  }

  const acts = [
    ...Array.from({ length: 10 }, () => command),
    ...Array.from({ length: 8 }, () => sample),
    ...[verify, register],
  ]

  return {
    ledger,
    catalog,
    rules,
    services: () => hosts.lent,
    /** Lets so many things happen. */
    async happen(count: number): Promise<void> {
      await tellRules()
      await register()
      for (let done = 0; done < count; done += 1) {
        await clock.advance(60_000)
        // Every run under way is told of each: so many are enough.
        if (chance.below(Math.max(20, count / 40)) === 0) await changeRules()
        else await chance.pick(acts)()
      }
    },
  }

  function configOf(name: Name, section: object): object {
    const { value, error } = schemas[name].validate(section)
    if (error) throw error
    return value
  }

  function described(plugin: string, schema: Joi.ObjectSchema, config: object): DescribedRules {
    const locate = (): string => 'default'
    const given = {}
    const gates = { disk: ['disk'], rollout: ['verification'], release: ['images'] }
    const own = plugin in gates ? gates[plugin as keyof typeof gates] : []
    return describeRules({ plugin, schema, config, given, locate, code, decklog: code, gates: own })
  }
}

const images = { gate: 'images', about: ['release_id'] }
const verification = { gate: 'verification', about: ['release_id'] }
const disk = { gate: 'disk' }
const diskOfVar = { gate: 'disk', question: { path: '/var/lib' } }
const waiver = {
  rule: 'floating-tag',
  reference: 'docker.io/library/postgres',
  ...{ who: 'ada', why: 'Until Monday.', expires: '2099-12-31' },
}
const waiving = { policy: { waivers: [waiver] } }

const keyed = (rows: readonly object[]): readonly object[] =>
  rows.map((row, index) => ({ ...row, _key: String(index) }))

function refuse(): never {
  throw new Error('nobody is called here')
}

function callOf(actor: Actor): Call {
  return {
    ...{ params: {}, query: {}, payload: {}, requestId: '', apiUrl: '' },
    caller: { actor, scopes: ['read', 'operate', 'approve'], boards: null },
    signal: new AbortController().signal,
  }
}

export type RandomHistory = ReturnType<typeof createRandomHistory>
