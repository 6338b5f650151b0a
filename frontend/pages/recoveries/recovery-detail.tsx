import type { ComponentChildren } from 'preact'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/detail.tsx'
import { Digest } from '../../parts/digest.tsx'
import { EventLinks } from '../../parts/event-links.tsx'
import { Said } from '../../parts/said.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { to } from '../../state/route.ts'
import { Attempts } from './attempts.tsx'
import { Handle } from './handle.tsx'
import { aboutOf, levelOfRecovery, pageOf, wordsOfRecovery } from './describe-recovery.ts'
import { type Recovery, useRecovery } from './recovery-data.ts'

/** How one policy stands with one thing: what it would do or did, and what came of it; and what can be decided. */
export function RecoveryDetail({ id }: { readonly id: string }) {
  const shown = useRecovery(id)
  const { value, problem, again } = shown
  if (!value && problem) return <Unread what="this recovery" problem={problem} again={again} />
  if (!value) return <Loading what="the recovery" />
  return (
    <>
      <h2>
        {value.policy} of {aboutOf(value)}
      </h2>
      <p>
        <Standing level={levelOfRecovery(value)}>
          It {wordsOfRecovery(value)}
          {value.why === null ? '.' : ': '}
          {value.why !== null && <Said text={value.why} />}
        </Standing>
      </p>
      <Stale shown={shown} />
      <Handle recovery={value} />
      <Facts facts={factsOf(value)} />
      <Attempts recoveryId={value.id} />
      <Copy path={`/api/v1/recoveries/${value.id}`} command={`decklog recovery show ${value.id}`} />
    </>
  )
}

function factsOf(recovery: Recovery): readonly (readonly [string, ComponentChildren])[] {
  const { changed_at: at, action, node, attempts, verified, event_ids: ids, ailing } = recovery
  const page = pageOf(recovery)
  return [
    ['So since', <Time key="since" at={at} />],
    [
      'For',
      page === null ? (
        aboutOf(recovery)
      ) : (
        <a key="for" href={to(...page)}>
          {aboutOf(recovery)}
        </a>
      ),
    ],
    ...(ailing === null ? [] : [['It was', ailing] as const]),
    ...(action?.says === undefined ? [] : [['What it does', action.says] as const]),
    ...(action?.digest === undefined
      ? []
      : [['Digest', <Digest key="digest" of={action.digest} />] as const]),
    ...(node === null ? [] : [['On', node] as const]),
    ['Tried', attempts === 0 ? 'never' : `${attempts} ×, of which ${verified} helped`],
    ...(ids.length === 0
      ? []
      : [['Follows from', <EventLinks key="events" ids={ids} near={at} />] as const]),
  ]
}
