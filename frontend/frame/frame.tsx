import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { isNoMoment, standsAt } from '../api/as-of.ts'
import { changes } from '../api/changes.ts'
import type { Problem } from '../api/problem.ts'
import { LiveBadge } from '../parts/live-badge.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Tip } from '../parts/tip.tsx'
import { useKeys } from '../parts/use-keys.ts'
import { useRepeated } from '../parts/use-repeated.ts'
import { StandingKeeper } from '../pages/now/standing.tsx'
import { pageAt } from '../pages/pages.tsx'
import { NoPage } from '../pages/no-page.tsx'
import { SignInPage } from '../pages/sign-in/sign-in-page.tsx'
import { learnSelf } from '../pages/sign-in/sign-in.ts'
import { go, place, to } from '../state/route.ts'
import { may, self, token } from '../state/session.ts'
import { KeysHelp, keysHelp } from './keys-help.tsx'
import { Nav } from './nav.tsx'
import { NoMoment } from './no-moment.tsx'
import { Palette, palette, PaletteButton } from './palette.tsx'
import { places } from './places.ts'
import { TimeBar } from './time-bar.tsx'
import { You } from './you.tsx'

/** All of the console: the sign-in until somebody is, then the bar, the navigation and a page. */
export function Frame() {
  if (token.value === null) return <SignInPage />
  return self.value === null ? <Returning /> : <Signed />
}

/** A token was kept, and whose it is is being asked. */
function Returning() {
  const problem = useSignal<Problem | null>(null)
  const ask = (): void => void learnSelf().then(found => (problem.value = found))
  useEffect(ask, [])
  useRepeated(ask, 5_000)
  return (
    <main class="content" id="content">
      {problem.value === null ? (
        <Loading what="whose token this is" />
      ) : (
        <Failed
          what="Decklog does not say whose token this is."
          why={problem.value.message}
          code={problem.value.code}
          still="It is asked again by itself, every few seconds."
          retry={ask}
        />
      )}
    </main>
  )
}

function Signed() {
  useKeys(frameKeys)
  return (
    <div class="frame">
      <a class="skip" href="#content" onClick={skip}>
        Skip to the content
      </a>
      <header class="bar">
        <a class="name" href={to('/')} aria-label="Decklog, now">
          decklog
        </a>
        <Nav />
        <div class="side">
          <PaletteButton />
          <LiveBadge state={changes.state} retry={() => changes.retry()} />
          <You />
        </div>
      </header>
      {may('read') && <TimeBar />}
      <main id="content" class="content" tabIndex={-1}>
        <CurrentPage />
        <Tip />
      </main>
      {may('read') && <StandingKeeper />}
      <KeysHelp />
      <Palette />
    </div>
  )
}

function CurrentPage() {
  const problem = standsAt.value?.problem
  if (isNoMoment(problem)) return <NoMoment problem={problem} />
  const found = pageAt(place.value.path)
  if (found === null) return <NoPage />
  const { view: View, params } = found
  return <View params={params} />
}

function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

const frameKeys = [
  ...places.map(({ path, label, letter }) => ({
    keys: `g ${letter}`,
    does: `Go to ${label}`,
    run: () => go(to(path)),
  })),
  ...['Control+k', '/'].map(keys => ({
    ...{ keys, does: 'Go to anything by its name' },
    run: () => (palette.value = palette.value === 'open' ? 'closed' : 'open'),
  })),
  { keys: '?', does: 'Show the keys', run: () => (keysHelp.value = 'open') },
]
