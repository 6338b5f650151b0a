import { useRef } from 'preact/hooks'
import { Fresh } from '../../parts/fresh.tsx'
import { LevelShape } from '../../parts/level.tsx'
import { useRowsKeys } from '../../parts/rows-keys.ts'
import { Said } from '../../parts/said.tsx'
import { useSteady } from '../../parts/steady.ts'
import { Time } from '../../parts/time.tsx'
import { to } from '../../state/route.ts'
import { noteOf, type Finding } from './finding.ts'
import type { Alarm, Mute } from './sources.ts'

interface FindingsProps {
  readonly findings: readonly Finding[]
  readonly alarms: readonly Alarm[]
  readonly mutes: readonly Mute[]
}

/** Everything that is not well, in one list. */
export function Findings({ findings, alarms, mutes }: FindingsProps) {
  const list = useRef<HTMLOListElement>(null)
  useRowsKeys(list)
  const { items, hold } = useSteady(findings, ({ key }) => key)
  if (items.length === 0) return null
  return (
    <ol ref={list} class="findings" aria-label="What is not well" {...hold}>
      {items.map(finding => (
        <Item key={finding.key} finding={finding} note={noteOf(finding, alarms, mutes)} />
      ))}
    </ol>
  )
}

function Item({ finding, note }: { readonly finding: Finding; readonly note: string | null }) {
  const { level, what, why, since, todo, at } = finding
  return (
    <li class={`finding row has-bar is-${level}`}>
      <p class="finding-what">
        <LevelShape level={level} title={level} />
        <a class="row-link" href={to(...at)}>
          <Fresh value={level}>{what}</Fresh>
        </a>
        {note && <span class="note">{note}</span>}
      </p>
      <p class="finding-why">
        <Fresh value={`${level} ${since ?? ''}`}>
          <Said text={why} />
        </Fresh>
      </p>
      <p class="finding-since">{since && <Time at={since} within="row" />}</p>
      <p class="finding-todo">{todo}</p>
    </li>
  )
}
