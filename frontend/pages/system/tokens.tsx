import { useState } from 'preact/hooks'
import { asOf } from '../../api/as-of.ts'
import { get, type Read } from '../../api/client.ts'
import { Empty, Loading } from '../../parts/states.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Time } from '../../parts/time.tsx'
import { Unread } from '../../parts/unread.tsx'
import { useReading } from '../../parts/use-reading.ts'
import { NewToken } from './new-token.tsx'
import { RevokeToken, RotateToken } from './change-token.tsx'

export type Token = Read<'/api/v1/tokens'>['tokens'][number]

type Asked =
  { readonly what: 'create' } | { readonly what: 'rotate' | 'revoke'; readonly token: Token }

/** Who may use this Decklog, and how: making, rotating and revoking access tokens. */
export function Tokens() {
  const [asked, ask] = useState<Asked | null>(null)
  const shown = useReading<readonly Token[]>({ of: 'tokens', topics: [], read: loadTokens })
  const { value, problem, again } = shown
  const close = (): void => ask(null)
  return (
    <section class="panel" aria-labelledby="tokens">
      <div class="panel-head">
        <h2 id="tokens">Access tokens</h2>
        {asOf.value === null ? (
          <button type="button" onClick={() => ask({ what: 'create' })}>
            Make one …
          </button>
        ) : null}
      </div>
      {value === undefined ? (
        problem ? (
          <Unread what="access tokens" problem={problem} again={again} />
        ) : (
          <Loading what="access tokens" />
        )
      ) : value.length === 0 ? (
        <Empty title="There is none." />
      ) : (
        <>
          <List tokens={value.filter(isActive)} ask={ask} />
          <Over tokens={value.filter(token => !isActive(token))} />
        </>
      )}
      {asked?.what === 'create' ? <NewToken close={close} done={again} /> : null}
      {asked?.what === 'rotate' ? (
        <RotateToken token={asked.token} close={close} done={again} />
      ) : null}
      {asked?.what === 'revoke' ? (
        <RevokeToken token={asked.token} close={close} done={again} />
      ) : null}
    </section>
  )
}

function List({
  tokens,
  ask,
}: {
  readonly tokens: readonly Token[]
  readonly ask: (asked: Asked) => void
}) {
  const isOffered = asOf.value === null
  return (
    <ul class="decisions tokens">
      {tokens.map(token => (
        <li key={token.id}>
          <span>
            <strong>{token.name}</strong> <span class="second">{holderOf(token)}</span>
            <br />
            <Standing level={token.status === 'active' ? 'ok' : 'unknown'}>
              {token.status}: {token.scopes.join(', ')}
              {token.boards === null ? '' : `, on ${token.boards.length} boards`}
            </Standing>
          </span>
          <span class="token-end">
            <span class="second small">
              made <Time at={token.created_at} />
              {token.expires_at === null ? (
                ', never ends'
              ) : (
                <>
                  , ends <Time at={token.expires_at} />
                </>
              )}
            </span>
            {token.status === 'active' && isOffered ? (
              <span class="actions">
                <button type="button" onClick={() => ask({ what: 'rotate', token })}>
                  Rotate <span class="unseen">{token.name}</span> …
                </button>
                <button type="button" class="grave" onClick={() => ask({ what: 'revoke', token })}>
                  Revoke <span class="unseen">{token.name}</span> …
                </button>
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Those that open nothing any longer. */
function Over({ tokens }: { readonly tokens: readonly Token[] }) {
  if (tokens.length === 0) return null
  return (
    <details>
      <summary>
        {tokens.length === 1 ? 'One that is over' : `${tokens.length} that are over`}
      </summary>
      <List tokens={tokens} ask={() => undefined} />
    </details>
  )
}

function isActive({ status }: Token): boolean {
  return status === 'active'
}

async function loadTokens(signal: AbortSignal): Promise<readonly Token[]> {
  const all: Token[] = []
  let after: string | null = null
  do {
    const query: { limit: number; after?: string } =
      after === null ? { limit: 200 } : { limit: 200, after }
    const page = await get('/api/v1/tokens', { query, signal })
    all.push(...page.body.tokens)
    after = page.next
  } while (after !== null)
  return all
}

function holderOf({ kind, subject, id }: Token): string {
  return subject === id ? `a ${kind}` : `${kind} ${subject}`
}
