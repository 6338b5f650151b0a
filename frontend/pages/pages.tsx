import type { ComponentType } from 'preact'
import { matchPath } from '../state/match-path.ts'
import { AlarmsPage } from './alarms/alarms-page.tsx'
import { BoardPage } from './boards/board-page.tsx'
import { BoardsPage } from './boards/boards-page.tsx'
import { DiskPage } from './disks/disk-page.tsx'
import { DisksPage } from './disks/disks-page.tsx'
import { GuardPage } from './guards/guard-page.tsx'
import { GuardsPage } from './guards/guards-page.tsx'
import { HistoryPage } from './history/history-page.tsx'
import { NowPage } from './now/now-page.tsx'
import { ReleasePage } from './releases/release-page.tsx'
import { ReleasesPage } from './releases/releases-page.tsx'
import { RolloutPage } from './rollouts/rollout-page.tsx'
import { RolloutsPage } from './rollouts/rollouts-page.tsx'
import { RecoveriesPage } from './recoveries/recoveries-page.tsx'
import { RunPage } from './runs/run-page.tsx'
import { SystemPage } from './system/system-page.tsx'
import { RunsPage } from './runs/runs-page.tsx'
import { TargetsPage } from './targets/targets-page.tsx'

/** What a page's component is given: what its address holds. */
export interface PageProps {
  readonly params: Readonly<Record<string, string>>
}

interface PageSpec {
  /** `/runs/:id`; of several that fit, the first counts. */
  readonly pattern: string
  readonly view: ComponentType<PageProps>
}

/** Every page, by the addresses that show it. */
const pages: readonly PageSpec[] = [
  { pattern: '/', view: NowPage },
  { pattern: '/guards', view: GuardsPage },
  { pattern: '/guards/:name', view: GuardPage },
  { pattern: '/boards', view: BoardsPage },
  { pattern: '/boards/:id', view: BoardPage },
  { pattern: '/disks', view: DisksPage },
  { pattern: '/disks/:id', view: DiskPage },
  { pattern: '/runs', view: RunsPage },
  { pattern: '/runs/:id', view: RunPage },
  { pattern: '/releases', view: ReleasesPage },
  { pattern: '/releases/:id', view: ReleasePage },
  { pattern: '/system', view: SystemPage },
  { pattern: '/rollouts', view: RolloutsPage },
  { pattern: '/rollouts/:id', view: RolloutPage },
  { pattern: '/targets', view: TargetsPage },
  { pattern: '/recoveries', view: RecoveriesPage },
  { pattern: '/alarms', view: AlarmsPage },
  { pattern: '/history', view: HistoryPage },
]

/** The page at this address, with what that holds; null when there is none. */
export function pageAt(
  path: string,
): { readonly view: ComponentType<PageProps>; readonly params: PageProps['params'] } | null {
  for (const { pattern, view } of pages) {
    const params = matchPath(pattern, path)
    if (params) return { view, params }
  }
  return null
}
