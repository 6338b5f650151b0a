import { Copy } from '../../parts/copy.tsx'
import { Page } from '../../parts/page.tsx'
import { RowList } from '../../parts/row-list.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Denied, Empty } from '../../parts/states.tsx'
import { Table, type Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale } from '../../parts/unread.tsx'
import type { ShownRows } from '../../parts/use-reading.ts'
import { to } from '../../state/route.ts'
import { may } from '../../state/session.ts'
import { describeBytes } from '../../words/bytes.ts'
import { describeBounded } from '../../words/durations.ts'
import { levelOf } from '../../words/levels.ts'
import { type Disk, useDisks } from './disk-data.ts'

/** `/disks`: every disk that is watched, by host and mount. */
export function DisksPage() {
  if (!may('read'))
    return (
      <Page title="Disks">
        <Denied what="disks" scope="read" />
      </Page>
    )
  return <Seen />
}

function Seen() {
  const disks = useDisks()
  return (
    <Page title="Disks" sentence="What is left on every disk that is watched, by host and mount.">
      <Stale shown={disks} />
      <List disks={disks} />
      <Copy path="/api/v1/disks" command="decklog guards show disk" />
    </Page>
  )
}

function List({ disks }: { readonly disks: ShownRows<Disk> }) {
  const none = (
    <Empty title="No disk is watched.">
      <p>
        Name what is to be watched in <code>plugins.disk.mounts</code> of the configuration.
      </p>
    </Empty>
  )
  return (
    <RowList what="disks" shown={disks} none={none}>
      {rows => (
        <Table
          caption="Disks, by host and mount"
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          href={({ id }) => to(`/disks/${id}`)}
          level={({ severity }) => levelOf(severity)}
        />
      )}
    </RowList>
  )
}

const columns: readonly Column<Disk>[] = [
  { head: 'Disk', kind: 'name', cell: ({ host, mount }) => `${mount} of ${host}` },
  {
    head: 'How it stands',
    cell: ({ severity, summary }) => <Standing level={levelOf(severity)}>{summary}</Standing>,
  },
  { head: 'Full in', kind: 'more', cell: describeAhead },
  {
    head: 'Available',
    kind: 'number',
    cell: ({ available_bytes: bytes }) => (bytes === null ? '' : describeBytes(bytes)),
  },
  { head: 'Since', kind: 'time', cell: ({ severity_since: at }) => <Time at={at} within="row" /> },
]

/** When a disk is full, with the bounds of that: `1 h 50 min (1 h 20 min – 2 h 40 min)`. */
export function describeAhead({ forecast }: Pick<Disk, 'forecast'>): string {
  if (forecast === null) return ''
  const { full_in_seconds: full, low_seconds: low, high_seconds: high } = forecast
  return describeBounded(full, low, high)
}
