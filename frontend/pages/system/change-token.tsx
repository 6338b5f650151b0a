import { useState } from 'preact/hooks'
import { newKey, send } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Secret } from './secret.tsx'
import type { Token } from './tokens.tsx'

interface ChangeProps {
  readonly token: Token
  close(): void
  done(): void
}

const graces = [
  [86_400, 'a day'],
  [3_600, 'an hour'],
  [0, 'no time: at once'],
] as const

/** Gives a token another secret; the one before stays good for a while, so that nobody is locked out meanwhile. */
export function RotateToken({ token, close, done }: ChangeProps) {
  const [key] = useState(newKey)
  const [grace, choose] = useState<number>(graces[0][0])
  const [secret, show] = useState<string | null>(null)
  if (secret !== null) return <Secret of={token.name} secret={secret} close={close} />
  return (
    <Confirm
      title={`Give ${token.name} another secret?`}
      verb="Rotate"
      keeps="open"
      close={close}
      act={async () => {
        const { body } = await send('post', '/api/v1/tokens/{id}/rotate', {
          ...{ params: { id: token.id }, body: { grace_seconds: grace }, key },
        })
        done()
        show(body.secret ?? '')
      }}
    >
      <label class="field">
        <span>The one before stays good for</span>
        <select value={grace} onChange={({ currentTarget }) => choose(Number(currentTarget.value))}>
          {graces.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
    </Confirm>
  )
}

/** Takes a token back, at once and for good. */
export function RevokeToken({ token, close, done }: ChangeProps) {
  const [key] = useState(newKey)
  return (
    <Confirm
      title={`Take ${token.name} back?`}
      verb="Revoke"
      grave
      asks={{ label: 'Why', hint: 'Recorded with it.' }}
      close={close}
      act={async reason => {
        await send('post', '/api/v1/tokens/{id}/revoke', {
          ...{ params: { id: token.id }, body: { reason }, key },
        })
        done()
      }}
    >
      <p>
        Whoever uses it is refused within a second, and nothing brings it back. What was done with
        it stays recorded.
      </p>
    </Confirm>
  )
}
