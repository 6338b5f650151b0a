import { useState } from 'preact/hooks'
import { newKey } from '../api/client.ts'
import { Confirm } from './confirm.tsx'

/** Forgets something that does not come back, once it was said why; pressed twice it is forgotten once. */
export function Forget({
  what,
  act,
}: {
  readonly what: string
  /** Forgets it, for this reason and under this key. */
  act(reason: string, key: string): Promise<void>
}) {
  const [phase, become] = useState<'idle' | 'asking'>('idle')
  const [key] = useState(newKey)
  return (
    <>
      <button type="button" onClick={() => become('asking')}>
        Forget
      </button>
      {phase === 'asking' && (
        <Confirm
          title={`Forget ${what}`}
          verb="Forget"
          asks={{ label: 'Why it does not come back' }}
          act={reason => act(reason, key)}
          close={() => become('idle')}
        >
          <p>It is listed no more, and blocks nothing. When it is read again it is there again.</p>
        </Confirm>
      )}
    </>
  )
}
