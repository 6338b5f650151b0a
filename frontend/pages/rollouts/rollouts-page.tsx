import { get } from '../../api/client.ts'
import { Copy } from '../../parts/copy.tsx'
import { Page } from '../../parts/page.tsx'
import { Loading } from '../../parts/states.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { useRows } from '../../parts/use-reading.ts'
import type { Verification } from '../releases/running-of.ts'
import { VerificationRows } from './verification-rows.tsx'

/** `/rollouts`: every look at whether what was rolled out runs and is healthy, newest first. */
export function RolloutsPage() {
  const shown = useRows<Verification>({
    ...{ of: 'verifications', topic: 'verifications' },
    keyOf: ({ id }) => id,
    async page(asked, signal) {
      const { body, next } = await get('/api/v1/verifications', { query: asked, signal })
      return { rows: body.verifications, next }
    },
  })
  const { value, problem, more } = shown
  return (
    <Page
      title="Rollouts"
      sentence="Whether what was rolled out runs and is healthy, each time somebody looked."
    >
      <Stale shown={shown} />
      {value === undefined ? (
        problem ? (
          <Unread what="verifications" problem={problem} again={shown.again} />
        ) : (
          <Loading what="verifications" />
        )
      ) : (
        <>
          <VerificationRows verifications={value.rows} />
          {more ? (
            <button type="button" onClick={() => void more()}>
              Show more
            </button>
          ) : null}
        </>
      )}
      <Copy path="/api/v1/verifications" />
    </Page>
  )
}
