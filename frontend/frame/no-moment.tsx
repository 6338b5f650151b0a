import type { Problem } from '../api/problem.ts'
import { Page } from '../parts/page.tsx'
import { Empty } from '../parts/states.tsx'
import { withFilters } from '../state/route.ts'

/** What stands in the place of a page when the address names no moment that there was. */
export function NoMoment({ problem }: { readonly problem: Problem }) {
  const why = problem.fields.find(({ field }) => field === 'as_of')?.message ?? problem.message
  return (
    <Page title="There is no such moment">
      <Empty title={`The moment in the address ${why}.`}>
        <p>
          Nothing is known of it. <a href={withFilters({ as_of: null })}>Go back to now.</a>
        </p>
      </Empty>
    </Page>
  )
}
