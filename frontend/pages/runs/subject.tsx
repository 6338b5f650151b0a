import { Digest } from '../../parts/digest.tsx'
import { Time } from '../../parts/time.tsx'
import { to } from '../../state/route.ts'
import { ImageChanges } from '../releases/image-changes.tsx'
import type { Approvals, RunShown } from './load-run.ts'

/** What exactly is decided on: the release with its images beside what runs, the evidence that stands, and the digest of all of it. */
export function Subject({
  shown: { release, running, run },
  approvals: { subject, subject_digest: digest },
}: {
  readonly shown: RunShown
  readonly approvals: Approvals
}) {
  return (
    <div class="subject">
      <h3>What is approved</h3>
      {release === null ? (
        <p>
          {run.release_id === null
            ? 'The run names no release: what is approved is its evidence alone.'
            : `Its release ${run.release_id.slice(0, 12)} is not registered here.`}
        </p>
      ) : (
        <>
          <p>
            Release{' '}
            <a href={to(`/releases/${release.release_id}`)}>{release.release_id.slice(0, 12)}</a> of
            commit <Digest of={release.commit} />,{' '}
            {running === null ? (
              'beside nothing: no release has been verified to run.'
            ) : running.release_id === release.release_id ? (
              'which is what runs.'
            ) : (
              <>
                beside{' '}
                <a href={to(`/releases/${running.release_id}`)}>
                  {running.release_id.slice(0, 12)}
                </a>
                , which was verified to run <Time at={running.verified_at} />:
              </>
            )}
          </p>
          <ImageChanges before={running?.images ?? null} after={release.images} />
        </>
      )}
      <p>
        {subject.evidence.length === 0
          ? 'No evidence stands.'
          : `Evidence that stands: ${subject.evidence.map(({ title }) => title).join('; ')}.`}
      </p>
      {subject.rules_weakened.length === 0 ? null : (
        <p class="problem">
          Rules of {subject.rules_weakened.map(({ plugin }) => plugin).join(', ')} were weakened
          since the run began: earlier approvals do not count.
        </p>
      )}
      <p>
        All of this has the digest <code class="digest-long">{digest}</code>
      </p>
    </div>
  )
}
