import { get, type Read } from '../../api/client.ts'
import { targetsPage } from '../../api/lists.ts'
import { readAll } from '../../api/rows.ts'
import { Copy } from '../../parts/copy.tsx'
import { Facts } from '../../parts/detail.tsx'
import { Digest } from '../../parts/digest.tsx'
import { Page } from '../../parts/page.tsx'
import { Loading } from '../../parts/states.tsx'
import { Standing } from '../../parts/standing.tsx'
import { Time } from '../../parts/time.tsx'
import { Stale, Unread } from '../../parts/unread.tsx'
import { useReading } from '../../parts/use-reading.ts'
import type { PageProps } from '../pages.tsx'
import type { Target } from '../targets/target-data.ts'
import { TargetRows } from '../targets/targets-page.tsx'
import { VerificationRows } from '../rollouts/verification-rows.tsx'
import { to } from '../../state/route.ts'
import { ImageChanges } from './image-changes.tsx'
import { FindingsOfPolicy } from './policy.tsx'
import { levelOf, verifiedWords } from './releases-page.tsx'
import { loadRunning } from './running.ts'
import type { Verification } from './running-of.ts'

type Release = Read<'/api/v1/releases/{id}'>

interface ReleaseShown {
  readonly release: Release
  /** The targets that it is approved for. */
  readonly targets: readonly Target[]
  readonly running: Release | null
  readonly verifications: readonly Verification[]
}

/** `/releases/:id`: what was built, what of it differs from what runs, what the policy finds, and how it was verified. */
export function ReleasePage({ params: { id = '' } }: PageProps) {
  const shown = useReading<ReleaseShown>({
    of: `release ${id}`,
    topics: ['releases', 'verifications', 'targets'],
    read: signal => load(id, signal),
  })
  const { value, problem } = shown
  if (value === undefined)
    return (
      <Page title="Release">
        {problem ? (
          <Unread what="this release" problem={problem} again={shown.again} />
        ) : (
          <Loading what="this release" />
        )}
      </Page>
    )
  const { release, running, verifications, targets } = value
  const isRunning = running?.release_id === release.release_id
  return (
    <Page
      title={`Release ${release.release_id.slice(0, 12)}`}
      sentence={<Standing level={levelOf(release)}>{sentenceOf(release, isRunning)}</Standing>}
    >
      <Stale shown={shown} />
      <Facts
        facts={[
          ['Built', <Time key="built" at={release.built_at} />],
          ['From commit', <Digest key="commit" of={release.commit} />],
          ['Of', release.source],
          ['By', `${release.builder.name}, with ${release.builder.tool}`],
          [
            'Registered',
            <>
              <Time at={release.registered_at} /> by {release.registered_by}
            </>,
          ],
          ['Id', <code class="digest-long">{release.release_id}</code>],
        ]}
      />
      <section class="panel" aria-labelledby="images">
        <h2 id="images">Images</h2>
        <p>{besides(running, isRunning)}</p>
        <ImageChanges
          before={running === null || isRunning ? null : running.images}
          after={release.images}
        />
      </section>
      <FindingsOfPolicy releaseId={release.release_id} />
      {targets.length > 0 && (
        <section class="panel" aria-labelledby="targets">
          <h2 id="targets">Where it is approved to run</h2>
          <TargetRows targets={targets} />
        </section>
      )}
      <section class="panel" aria-labelledby="verifications">
        <h2 id="verifications">Verifications</h2>
        <VerificationRows verifications={verifications} />
      </section>
      <p>
        <a href={to('/history', { stream: `release-${release.release_id}` })}>Its events</a>
      </p>
      <Copy
        path={`/api/v1/releases/${release.release_id}`}
        command={`decklog release show ${release.release_id}`}
      />
    </Page>
  )
}

async function load(id: string, signal: AbortSignal): Promise<ReleaseShown> {
  const read = (of: string) => get('/api/v1/releases/{id}', { params: { id: of }, signal })
  const [{ body: release }, running, { body: verified }, targets] = await Promise.all([
    read(id),
    loadRunning(signal),
    get('/api/v1/verifications', { query: { release_id: id, limit: 50 }, signal }),
    readAll(query => targetsPage(query, signal)),
  ])
  const runs =
    running === null || running.releaseId === id ? release : (await read(running.releaseId)).body
  return {
    release,
    running: running === null ? null : runs,
    verifications: verified.verifications,
    targets: targets.filter(({ approved }) => approved?.release_id === id),
  }
}

function sentenceOf(release: Release, isRunning: boolean): string {
  const words = verifiedWords(release)
  return isRunning ? `${words}: this is what runs` : words
}

function besides(running: Release | null, isRunning: boolean): string {
  if (running === null)
    return 'No release has been verified to run: there is nothing to compare with.'
  if (isRunning) return 'These are what was verified to run last.'
  return `Beside release ${running.release_id.slice(0, 12)}, which was verified to run last:`
}
