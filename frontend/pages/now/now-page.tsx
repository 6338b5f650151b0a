import { Copy } from '../../parts/copy.tsx'
import { Page } from '../../parts/page.tsx'
import { Denied, Failed, Loading } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { may } from '../../state/session.ts'
import { countOf } from '../../words/values.ts'
import { Findings } from './findings.tsx'
import type { Look } from './look.ts'
import { standing, type Standing } from './standing.tsx'
import { Summaries } from './summaries.tsx'

/** `/`: what is not well, the worst and newest first, and then how all else stands. */
export function NowPage() {
  if (!may('read'))
    return (
      <Page title="Now">
        <Denied what="how things stand" scope="read" />
      </Page>
    )
  const found = standing.value
  return (
    <Page title={titleOf(found?.look)} sentence={found && <Sentence look={found.look} />}>
      {found ? <Found {...found} /> : <Loading what="how things stand" />}
      <Copy path="/api/v1/alarms?state=raised" command="decklog alarms list" />
    </Page>
  )
}

function Found({ look, known, readings }: Standing) {
  const failed = readings.find(({ problem }) => problem !== undefined)
  const again = (): void => readings.forEach(one => one.problem && one.again())
  return (
    <>
      {failed?.problem && (
        <Failed
          what="Not everything could be read."
          why={failed.problem.message}
          code={failed.problem.code}
          still={failed.readAt === undefined ? undefined : 'What is shown is what was read last.'}
          retry={again}
        />
      )}
      <Findings findings={look.findings} alarms={known.alarms ?? []} mutes={known.mutes ?? []} />
      <Summaries known={known} extent={look.extent} />
    </>
  )
}

function titleOf(look: Look | undefined): string {
  if (!look) return 'Now'
  const { length } = look.findings
  if (length > 0) return `${countOf(length, 'thing')} ${length === 1 ? 'is' : 'are'} not well`
  return look.extent === 'whole' ? 'All is well' : 'Now'
}

function Sentence({ look: { findings, worst, wellSince, extent } }: { readonly look: Look }) {
  const times = findings.flatMap(({ since }) => (since === null ? [] : [since])).sort()
  const [first] = times
  if (findings.length > 0)
    return (
      <>
        {first && (
          <>
            since <Time at={first} />,{' '}
          </>
        )}
        worst: {worst}
      </>
    )
  if (extent === 'part') return <>Not everything has been read yet.</>
  if (wellSince === null) return <>Nothing has ever been wrong here.</>
  return (
    <>
      since <Time at={wellSince} />
    </>
  )
}
