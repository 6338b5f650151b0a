import { asOf } from '../../api/as-of.ts'
import { Copy } from '../../parts/copy.tsx'
import { LevelWord } from '../../parts/level.tsx'
import { Page } from '../../parts/page.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Empty, Loading } from '../../parts/states.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { useReading } from '../../parts/use-reading.ts'
import { useRepeated } from '../../parts/use-repeated.ts'
import { withFilters } from '../../state/route.ts'
import { may } from '../../state/session.ts'
import { levelOfHealth, worstOf } from '../../words/levels.ts'
import { Ledger } from './ledger.tsx'
import { loadSystem, type System } from './load-system.ts'
import { Plugins } from './plugins.tsx'
import { ReadModels } from './read-models.tsx'
import { Tokens } from './tokens.tsx'

/** Read models do not tell of themselves: they are asked. */
const everyMs = 3_000

/** `/system`: Decklog itself: its parts, its ledger, its read models, its plugins, and who may use it. */
export function SystemPage() {
  if (asOf.value === null) return <Seen />
  return (
    <Page title="System">
      <Empty title="Of Decklog itself only what is so now can be told.">
        <p>
          Its parts, read models and plugins are asked, and keep no past.{' '}
          <a href={withFilters({ as_of: null })}>Go back to now.</a>
        </p>
      </Empty>
    </Page>
  )
}

function Seen() {
  const shown = useReading<System>({ of: 'system', topics: [], everyMs, read: loadSystem })
  useRepeated(shown.again, everyMs)
  const { value, problem } = shown
  if (value === undefined)
    return (
      <Page title="System">
        {problem ? (
          <Unread what="how Decklog is" problem={problem} again={shown.again} />
        ) : (
          <Loading what="how Decklog is" />
        )}
      </Page>
    )
  const worse = value.parts.filter(({ state }) => state !== 'ok')
  const level = worstOf(worse.map(({ state }) => levelOfHealth(state)))
  return (
    <Page title="System" sentence={<Standing level={level}>{sentenceOf(value)}</Standing>}>
      <Stale shown={shown} />
      {worse.length === 0 ? null : (
        <ul class="gate-answers">
          {worse.map(({ name, state, reason }) => (
            <li key={name}>
              <LevelWord level={levelOfHealth(state)} word={`${name} is ${state}`} />
              <p class="second">{reason}</p>
            </li>
          ))}
        </ul>
      )}
      <Ledger system={value} />
      <ReadModels models={value.models} again={shown.again} />
      <Plugins plugins={value.plugins} />
      {may('admin') ? <Tokens /> : null}
      <Copy path="/readyz" command="decklog projections list" />
    </Page>
  )
}

function sentenceOf({ parts, plugins }: System): string {
  const worse = parts.filter(({ state }) => state !== 'ok').length
  if (worse === 0)
    return `All ${parts.length} parts are well, with ${plugins.plugins.length} plugins.`
  return worse === 1 ? 'One part is not well.' : `${worse} parts are not well.`
}
