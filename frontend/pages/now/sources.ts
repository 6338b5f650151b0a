import { useEffect } from 'preact/hooks'
import { get, type Read } from '../../api/client.ts'
import {
  alarmsPage,
  boardsPage,
  disksPage,
  guardsPage,
  recoveriesPage,
  mutesInForcePage,
  runsPage,
  subjectsPage,
} from '../../api/lists.ts'
import { readAll } from '../../api/rows.ts'
import { useReading, useRows, type Shown } from '../../parts/use-reading.ts'
import { now } from '../../state/clock.ts'
import { type Own, readOwn } from './own.ts'
import { readRollouts } from './rollouts.ts'

export type Disk = Read<'/api/v1/disks'>['disks'][number]
export type Guard = Read<'/api/v1/guards'>['guards'][number]
export type Subject = Read<'/api/v1/guards/{name}'>['subjects'][number]
export type Board = Read<'/api/v1/boards'>['boards'][number]
export type Snapshot = Read<'/api/v1/boards/{board_id}/agent-continuity'>
export type Agent = Snapshot['agents'][number]
export type Run = Read<'/api/v1/gsd-runs'>[number]
export type Alarm = Read<'/api/v1/alarms'>['alarms'][number]
export type Mute = Read<'/api/v1/mutes'>['mutes'][number]
export type Recovery = Read<'/api/v1/recoveries'>['recoveries'][number]
export type Target = Read<'/api/v1/targets'>['targets'][number]
export type Gate = Read<'/api/v1/gates'>['gates'][number]
export type Release = Read<'/api/v1/releases'>['releases'][number]
export type Verification = Read<'/api/v1/verifications'>['verifications'][number]

/** A guard, and those of its subjects that are not well. */
export interface WatchedGuard {
  readonly guard: Guard
  readonly ill: readonly Subject[]
}

/** A board with its agents: how many stand how, and those that are not well. */
export interface WatchedBoard {
  readonly board: Board
  readonly snapshot: Snapshot
}

/** Everything that the page tells of; each part is undefined until it has been read. */
export interface Known {
  readonly disks: readonly Disk[] | undefined
  readonly guards: readonly WatchedGuard[] | undefined
  readonly boards: readonly WatchedBoard[] | undefined
  readonly runs: readonly Run[] | undefined
  readonly alarms: readonly Alarm[] | undefined
  readonly mutes: readonly Mute[] | undefined
  readonly gates: readonly Gate[] | undefined
  readonly verifications: readonly Verification[] | undefined
  readonly releases: readonly Release[] | undefined
  readonly targets: readonly Target[] | undefined
  /** Those that wait for somebody. */
  readonly recoveries: readonly Recovery[] | undefined
  /** When an alarm was cleared last; null when none ever was. */
  readonly clearedAt: string | null | undefined
  readonly own: Own | undefined
}

/** What is known, and what of it could not be read. */
export interface Sources {
  readonly known: Known
  readonly readings: readonly Shown<unknown>[]
}

/** Reads all that the page tells of, and of it again what changes. */
export function useSources(): Sources {
  const disks = useDisks()
  const guards = useReading({
    of: 'guards',
    topics: ['guard-levels'],
    read: readGuards,
    everyMs: 1_000,
  })
  // Who falls silent is told of by the transition, not by each beat of all the others.
  const boardTopics = ['boards', 'agent-transitions']
  const boards = useReading({ of: 'boards', topics: boardTopics, read: readBoards, everyMs: 1_000 })
  const runs = useReading({ of: 'runs', topics: ['gsd-runs'], read: readRuns })
  const alarms = useAlarms()
  const quiet = useReading({ of: 'quiet', topics: ['mutes', 'alarms'], read: readQuiet })
  const gates = useReading({ of: 'gates', topics: ['exceptions'], read: readGates })
  const rollouts = useReading({
    of: 'rollouts',
    topics: ['verifications', 'releases', 'targets'],
    read: readRollouts,
  })
  const recoveries = useReading({
    of: 'recoveries',
    topics: ['recoveries'],
    read: readRecoveries,
    everyMs: 1_000,
  })
  // Of itself Decklog tells when it is asked, and no change of it is told.
  const own = useReading({ of: 'own', topics: [], read: readOwn })
  useEffect(() => own.again(), [now.value])
  return {
    known: {
      disks: disks.value?.rows,
      guards: guards.value,
      boards: boards.value,
      runs: runs.value,
      alarms: alarms.value?.rows,
      mutes: quiet.value?.mutes,
      clearedAt: quiet.value?.clearedAt,
      gates: gates.value,
      verifications: rollouts.value?.verifications,
      releases: rollouts.value?.releases,
      targets: rollouts.value?.targets,
      recoveries: recoveries.value,
      own: own.value,
    },
    readings: [disks, guards, boards, runs, alarms, quiet, gates, rollouts, recoveries],
  }
}

function useDisks() {
  return useRows<Disk>({
    of: 'disks',
    topic: 'disk-status',
    pages: 'all',
    keyOf: disk => disk.id,
    page: disksPage,
  })
}

function useAlarms() {
  return useRows<Alarm>({
    of: 'raised alarms',
    topic: 'alarms',
    pages: 'all',
    keyOf: alarm => alarm.id,
    page: (query, signal) => alarmsPage({ ...query, state: 'raised' }, signal),
  })
}

async function readGuards(signal: AbortSignal): Promise<readonly WatchedGuard[]> {
  const guards = await readAll(query => guardsPage(query, signal))
  // Disks have an answer of their own, which says more.
  const others = guards.filter(({ name }) => name !== 'disk')
  return Promise.all(
    others.map(async guard => ({ guard, ill: isWell(guard) ? [] : await readIll(guard, signal) })),
  )
}

function isWell({ counts }: Guard): boolean {
  const { warning, critical, emergency, unknown } = counts
  return warning + critical + emergency + unknown === 0
}

async function readIll({ name }: Guard, signal: AbortSignal): Promise<readonly Subject[]> {
  const subjects = await readAll(query => subjectsPage(name, query, signal))
  return subjects.filter(({ level, state }) => level !== 'ok' && state !== 'gone')
}

async function readBoards(signal: AbortSignal): Promise<readonly WatchedBoard[]> {
  const boards = await readAll(query => boardsPage(query, signal))
  return Promise.all(
    boards.map(async board => {
      const params = { board_id: board.id }
      const path = '/api/v1/boards/{board_id}/agent-continuity'
      const { body } = await get(path, { params, query: { agents: 'ill' }, signal })
      return { board, snapshot: body }
    }),
  )
}

async function readRuns(signal: AbortSignal): Promise<readonly Run[]> {
  const statuses = ['in_progress', 'blocked', 'queued'] as const
  const read = statuses.map(status => readAll(query => runsPage({ ...query, status }, signal)))
  return (await Promise.all(read)).flat()
}

async function readQuiet(
  signal: AbortSignal,
): Promise<{ readonly mutes: readonly Mute[]; readonly clearedAt: string | null }> {
  const [mutes, cleared] = await Promise.all([
    readAll(query => mutesInForcePage(query, signal)),
    get('/api/v1/alarms', { query: { state: 'cleared', limit: 1 }, signal }),
  ])
  return { mutes, clearedAt: cleared.body.alarms[0]?.since ?? null }
}

async function readRecoveries(signal: AbortSignal): Promise<readonly Recovery[]> {
  const standings = ['suggested', 'escalated'] as const
  const read = standings.map(standing =>
    readAll(query => recoveriesPage({ ...query, standing }, signal)),
  )
  return (await Promise.all(read)).flat()
}

async function readGates(signal: AbortSignal): Promise<readonly Gate[]> {
  return (await get('/api/v1/gates', { signal })).body.gates
}
