import { Time } from '../../parts/time.tsx'
import { now } from '../../state/clock.ts'
import { to } from '../../state/route.ts'
import { countOf, listOf } from '../../words/values.ts'
import { describeRun, nameOf } from '../runs/describe-run.ts'
import type { Look } from './look.ts'
import { Line, Summary } from './summary.tsx'
import type { Board, Known, Release, Run, WatchedBoard } from './sources.ts'

/** How all stands, well or not, in few lines. What has not been read yet is said of nothing. */
export function Summaries({
  known,
  extent,
}: {
  readonly known: Known
  readonly extent: Look['extent']
}) {
  const { disks = [], boards = [], runs = [], releases = [], gates = [], guards = [], own } = known
  const watched = disks.filter(({ state }) => state !== 'gone')
  return (
    <>
      <p class="second">{extent === 'whole' ? restOf(known) : 'Reading the rest …'}</p>
      <div class="summaries">
        <Summary
          title="Disks"
          href={to('/disks')}
          none={noneOf(known.disks, watched.length, 'None is watched.')}
        >
          {fullest(watched).map(disk => (
            <Line
              key={disk.id}
              href={to(`/disks/${disk.id}`)}
              name={`${disk.mount} of ${disk.host}`}
              level={disk.severity}
              says={disk.utilization_pct === null ? 'not read' : `${disk.utilization_pct} % used`}
            />
          ))}
        </Summary>
        <Summary
          title="Boards"
          href={to('/boards')}
          none={noneOf(known.boards, boards.length, 'There is none.')}
        >
          {boards.map(one => (
            <BoardLine key={one.board.id} {...one} />
          ))}
        </Summary>
        <Summary
          title="Runs in flight"
          href={to('/runs')}
          none={noneOf(known.runs, runs.length, 'None.')}
        >
          {runs.slice(0, most).map(run => (
            <RunLine key={run.id} run={run} />
          ))}
        </Summary>
        <Summary
          title="Last releases"
          href={to('/releases')}
          none={noneOf(known.releases, releases.length, 'None yet.')}
        >
          {releases.map(release => (
            <ReleaseLine key={release.release_id} release={release} />
          ))}
        </Summary>
        <Summary
          title="Guards"
          href={to('/guards')}
          none={noneOf(known.guards, guards.length, 'There is none.')}
        >
          {guards.map(({ guard }) => (
            <Line
              key={guard.name}
              href={to(`/guards/${encodeURIComponent(guard.name)}`)}
              name={guard.title}
              {...(subjectsOf(guard.counts) > 0 ? { level: guard.level } : {})}
              says={countOf(subjectsOf(guard.counts), 'subject')}
            />
          ))}
        </Summary>
        <Summary
          title="Gates"
          href={to('/guards')}
          none={noneOf(known.gates, gates.length, 'There is none.')}
        >
          <li>{gates.map(({ name, mode }) => `${name} ${modes[mode]}`).join(', ')}.</li>
          {own?.lagSeconds !== undefined && own.lagSeconds !== null && (
            <li class="second">{lagOf(own.lagSeconds)}</li>
          )}
        </Summary>
      </div>
    </>
  )
}

/** What is said where there is nothing: that there is none only once it has been read. */
function noneOf(
  read: readonly unknown[] | undefined,
  count: number,
  words: string,
): string | false {
  if (read === undefined) return 'Reading …'
  return count === 0 && words
}

/** How much there is that could be not well, in one sentence. */
function restOf({ disks = [], boards = [], runs = [], guards = [], gates = [] }: Known): string {
  const agents = boards.reduce((sum, { snapshot }) => sum + subjectsOf(snapshot.counts), 0)
  const watched = [
    countOf(disks.filter(({ state }) => state !== 'gone').length, 'disk'),
    `${countOf(boards.length, 'board')} with ${countOf(agents, 'agent')}`,
    `${countOf(runs.length, 'run')} in flight`,
    countOf(guards.length, 'guard'),
    countOf(gates.length, 'gate'),
  ]
  return `Decklog looks at ${listOf(watched, watched.length)}. All that is not named above is well.`
}

const most = 5
const modes = { watch: 'watches', warn: 'warns', deny: 'denies' } as const

function lagOf(seconds: number): string {
  return seconds < 1
    ? 'Read models are at the head of the ledger.'
    : `Read models are ${Math.round(seconds)} s behind the ledger.`
}

function fullest(disks: NonNullable<Known['disks']>): NonNullable<Known['disks']> {
  return [...disks]
    .sort((a, b) => (b.utilization_pct ?? -1) - (a.utilization_pct ?? -1))
    .slice(0, most)
}

function subjectsOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((a, b) => a + b, 0)
}

function BoardLine({ board, snapshot: { counts } }: WatchedBoard) {
  const all = subjectsOf(counts)
  const said = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`)
  return (
    <Line
      href={to(`/boards/${board.id}`)}
      name={board.name}
      level={levelOfBoard(board, counts)}
      says={all === 0 ? 'no agents' : `${countOf(all, 'agent')}: ${said.join(', ')}`}
    />
  )
}

function levelOfBoard(board: Board, counts: WatchedBoard['snapshot']['counts']): string {
  if (board.runtime_standing === 'down' || counts.failing + counts.unreachable > 0)
    return 'critical'
  return counts.stale > 0 ? 'warning' : 'ok'
}

function RunLine({ run }: { readonly run: Run }) {
  const { level, text } = describeRun(run, now.value)
  return <Line href={to(`/runs/${run.id}`)} name={nameOf(run)} level={level} says={text} />
}

function ReleaseLine({ release }: { readonly release: Release }) {
  const { release_id: id, commit, verification, registered_at: at } = release
  return (
    <Line
      href={to(`/releases/${id}`)}
      name={commit.slice(0, 12)}
      says={
        <>
          registered <Time at={at} />,{' '}
          {verification === null ? 'not verified yet' : `verification ${verification.verdict}`}
        </>
      }
    />
  )
}
