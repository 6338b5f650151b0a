import type { Read } from '../../api/client.ts'
import { releasesPage } from '../../api/lists.ts'
import { Copy } from '../../parts/copy.tsx'
import { Page } from '../../parts/page.tsx'
import { RowList } from '../../parts/row-list.tsx'
import { Empty } from '../../parts/states.tsx'
import { type Column, Table } from '../../parts/table.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale } from '../../parts/unread.tsx'
import { type ShownRows, useRows } from '../../parts/use-reading.ts'
import { to } from '../../state/route.ts'
import type { Level } from '../../words/levels.ts'

type Release = Read<'/api/v1/releases'>['releases'][number]

/** `/releases`: what was built, newest first, and whether it was verified to run. */
export function ReleasesPage() {
  const shown = useRows<Release>({
    ...{ of: 'releases', topic: 'releases' },
    keyOf: release => release.release_id,
    page: releasesPage,
  })
  return (
    <Page
      title="Releases"
      sentence={
        <>
          What was built, newest first. <a href={to('/targets')}>What runs where</a> ·{' '}
          <a href={to('/rollouts')}>All verifications</a>
        </>
      }
    >
      <Stale shown={shown} />
      <List shown={shown} />
      <Copy path="/api/v1/releases" command="decklog release list" />
    </Page>
  )
}

function List({ shown }: { readonly shown: ShownRows<Release> }) {
  const none = (
    <Empty title="No release has been registered.">
      <p>
        Register one: <code>decklog release register release.json</code>
      </p>
    </Empty>
  )
  return (
    <RowList what="releases" shown={shown} none={none}>
      {rows => (
        <Table<Release>
          caption="Releases"
          columns={columns}
          rows={rows}
          keyOf={release => release.release_id}
          href={release => to(`/releases/${release.release_id}`)}
          level={levelOf}
        />
      )}
    </RowList>
  )
}

const columns: readonly Column<Release>[] = [
  {
    head: 'Release',
    kind: 'name',
    cell: ({ release_id: id }) => <code>{id.slice(0, 12)}</code>,
  },
  {
    head: 'Verified',
    cell: release => <Standing level={levelOf(release)}>{verifiedWords(release)}</Standing>,
  },
  { head: 'Images', cell: ({ images }) => images.map(({ name }) => name).join(', ') },
  { head: 'Commit', cell: ({ commit }) => <code>{commit.slice(0, 12)}</code> },
  {
    head: 'Registered',
    kind: 'time',
    cell: release => <Time at={release.registered_at} within="row" />,
  },
]

/** How bad it is what is known of whether a release runs. */
export function levelOf({ verification }: Pick<Release, 'verification'>): Level {
  if (verification === null) return 'unknown'
  return verification.verdict === 'passed' ? 'ok' : 'critical'
}

/** The same in words. */
export function verifiedWords({ verification }: Pick<Release, 'verification'>): string {
  if (verification === null) return 'not verified yet'
  return verification.verdict === 'passed' ? 'verified to run' : 'failed its verification'
}
