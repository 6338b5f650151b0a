import { verificationsPage } from '../../api/lists.ts'
import { Copy } from '../../parts/copy.tsx'
import { Page } from '../../parts/page.tsx'
import { RowList } from '../../parts/row-list.tsx'
import { Stale } from '../../parts/unread.tsx'
import { useRows } from '../../parts/use-reading.ts'
import { to } from '../../state/route.ts'
import type { Verification } from '../releases/running-of.ts'
import { VerificationRows } from './verification-rows.tsx'

/** `/rollouts`: every look at whether what was rolled out runs and is healthy, newest first. */
export function RolloutsPage() {
  const shown = useRows<Verification>({
    ...{ of: 'verifications', topic: 'verifications' },
    keyOf: ({ id }) => id,
    page: verificationsPage,
  })
  return (
    <Page
      title="Rollouts"
      sentence={
        <>
          Whether what was rolled out runs and is healthy, each time somebody looked.{' '}
          <a href={to('/targets')}>What runs where</a>
        </>
      }
    >
      <Stale shown={shown} />
      <RowList what="verifications" shown={shown} none={<VerificationRows verifications={[]} />}>
        {rows => <VerificationRows verifications={rows} />}
      </RowList>
      <Copy path="/api/v1/verifications" />
    </Page>
  )
}
