import { useState } from 'preact/hooks'
import { newKey, send } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import type { Scope } from '../../state/session.ts'
import { Secret } from './secret.tsx'

const kinds = [
  ['person', 'A person'],
  ['service', 'A service'],
  ['agent', 'An agent, which can never approve'],
] as const

const scopes: readonly (readonly [Scope, string])[] = [
  ['read', 'see everything but the ledger'],
  ['ingest', 'report: heartbeats, readings'],
  ['operate', 'start and move runs, mute, acknowledge'],
  ['approve', 'approve, reject, set gates aside'],
  ['audit', 'read the ledger'],
  ['admin', 'tokens, read models, configuration'],
]

const ends = [
  ['90', 'in 90 days'],
  ['1', 'in a day'],
  ['365', 'in a year'],
  ['', 'never'],
] as const

type Kind = (typeof kinds)[number][0]

/** Makes an access token; its secret is shown once. */
export function NewToken({
  close,
  done,
}: {
  readonly close: () => void
  readonly done: () => void
}) {
  const [key] = useState(newKey)
  const [name, call] = useState('')
  const [kind, be] = useState<Kind>('person')
  const [held, hold] = useState<readonly Scope[]>(['read'])
  const [days, end] = useState<string>(ends[0][0])
  const [secret, show] = useState<string | null>(null)
  if (secret !== null) return <Secret of={name} secret={secret} close={close} />
  const act = async (): Promise<void> => {
    const at = days === '' ? null : new Date(Date.now() + Number(days) * 86_400_000).toISOString()
    const subject =
      kind === 'person' ? { subject: name.trim().toLowerCase().replaceAll(/\s+/g, '.') } : {}
    const body = { name: name.trim(), kind, scopes: [...held], expires_at: at, ...subject }
    const made = await send('post', '/api/v1/tokens', { body, key })
    done()
    show(made.body.secret ?? '')
  }
  return (
    <Confirm title="Make an access token" verb="Make it" keeps="open" close={close} act={act}>
      <label class="field">
        <span>For whom or what</span>
        <input
          name="name"
          required
          maxLength={200}
          value={name}
          onInput={({ currentTarget }) => call(currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>Who holds it</span>
        <select value={kind} onChange={({ currentTarget }) => be(kindOf(currentTarget.value))}>
          {kinds.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <fieldset class="scopes">
        <legend>What it may do</legend>
        {scopes.map(([scope, words]) => (
          <label key={scope} class="check">
            <input
              type="checkbox"
              name={scope}
              checked={held.includes(scope)}
              onChange={({ currentTarget: { checked } }) =>
                hold(checked ? [...held, scope] : held.filter(one => one !== scope))
              }
            />
            <span>
              <strong>{scope}</strong> <span class="second">{words}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <label class="field">
        <span>Ends</span>
        <select value={days} onChange={({ currentTarget }) => end(currentTarget.value)}>
          {ends.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </Confirm>
  )
}

function kindOf(word: string): Kind {
  return kinds.find(([value]) => value === word)?.[0] ?? 'person'
}
