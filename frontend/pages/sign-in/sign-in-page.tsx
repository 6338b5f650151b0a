import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { Problem } from '../../api/problem.ts'
import { ended } from '../../state/session.ts'
import { pageTitle } from '../../state/title.ts'
import { signIn } from './sign-in.ts'

/** Where a token is given: what the API lets it do is what the console offers. */
export function SignInPage() {
  useLayoutEffect(() => {
    pageTitle.value = 'Sign in'
  }, [])
  return (
    <main class="sign-in" id="content">
      <p class="name">decklog</p>
      <h1>Sign in</h1>
      <p class="second">{reason()}</p>
      <SignInForm />
      <Health />
      <HowToGetOne />
    </main>
  )
}

function reason(): string {
  if (ended.value === 'refused')
    return 'Decklog takes that token no longer: it expired, was revoked or is another one’s. What was shown is gone from this page.'
  if (ended.value === 'by choice') return 'You are signed out, and the token is forgotten here.'
  return 'The log of a live system is shown to who has an access token.'
}

function SignInForm() {
  const secret = useSignal('')
  const isKept = useSignal(false)
  const state = useSignal<'ready' | 'asking'>('ready')
  const problem = useSignal<Problem | null>(null)
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault()
    if (state.value === 'asking' || secret.value.trim() === '') return
    state.value = 'asking'
    problem.value = await signIn(secret.value.trim(), isKept.value ? 'tab' : 'page')
    state.value = 'ready'
  }
  return (
    <form class="form" onSubmit={event => void submit(event)}>
      <label class="field">
        <span>Access token</span>
        <input
          type="password"
          name="token"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          required
          aria-invalid={problem.value !== null}
          aria-describedby="sign-in-problem"
          value={secret.value}
          onInput={event => (secret.value = event.currentTarget.value)}
        />
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={isKept.value}
          onChange={event => (isKept.value = event.currentTarget.checked)}
        />
        <span>Keep it in this tab when the page is loaded again</span>
      </label>
      <p id="sign-in-problem" class="problem" role="alert">
        {problem.value === null ? '' : told(problem.value)}
      </p>
      <button type="submit" class="primary" disabled={state.value === 'asking'}>
        {state.value === 'asking' ? 'Asking …' : 'Sign in'}
      </button>
    </form>
  )
}

function told({ status, message }: Problem): string {
  return status === 401
    ? 'Decklog does not know this token, or it has expired or was revoked.'
    : message
}

/** What is public: whether Decklog is there at all. */
function Health() {
  const state = useSignal<'asking' | 'there' | 'gone'>('asking')
  useEffect(() => {
    void fetch('/healthz', { credentials: 'omit', signal: AbortSignal.timeout(6_000) }).then(
      ({ ok }) => (state.value = ok ? 'there' : 'gone'),
      () => (state.value = 'gone'),
    )
  }, [])
  const words = {
    asking: 'Asking whether Decklog is there …',
    there: 'Decklog is there and answers.',
    gone: 'Decklog does not answer: it may be starting or stopped. Nobody can sign in until it does.',
  }
  return (
    <p class={`health ${state.value}`} role="status">
      {words[state.value]}
    </p>
  )
}

function HowToGetOne() {
  return (
    <section class="sunk" aria-labelledby="get-one">
      <h2 id="get-one">You have none?</h2>
      <p>Whoever runs this Decklog makes one, for you alone:</p>
      <pre tabIndex={0}>
        <code>
          decklog token create Alice --kind person --subject alice --scopes read,operate,approve
        </code>
      </pre>
      <p class="second">
        The first one is told by <code>decklog start</code>, once, when it starts with data of its
        own. An address never carries a token.
      </p>
    </section>
  )
}
