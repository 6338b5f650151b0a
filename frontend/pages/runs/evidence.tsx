import { asOf } from '../../api/as-of.ts'
import { Digest } from '../../parts/digest.tsx'
import { Empty } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { whoOf } from './describe-run.ts'
import type { Evidence, Run } from './load-run.ts'

/** What was proved about a run, with digests; what was withdrawn is shown as that, and what is still needed. */
export function EvidenceList({
  run,
  evidence,
}: {
  readonly run: Run
  readonly evidence: readonly Evidence[]
}) {
  const standing = new Set(
    evidence.filter(({ state }) => state === 'stands').map(({ type }) => type),
  )
  const missing = run.required_evidence.filter(type => !standing.has(type))
  return (
    <section class="panel" aria-labelledby="evidence">
      <h2 id="evidence">Evidence</h2>
      {missing.length === 0 ? null : (
        <p>
          To complete, it still needs: <strong>{missing.join(', ')}</strong>.
        </p>
      )}
      {evidence.length === 0 ? (
        <Empty title="Nothing has been attached.">
          {asOf.value === null ? (
            <p>
              <code>decklog runs attach {run.id} test_report 'All passed' --link https://…</code>
            </p>
          ) : null}
        </Empty>
      ) : (
        <ul class="decisions">
          {evidence.map(one => (
            <Proof key={one.id} one={one} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Proof({ one }: { readonly one: Evidence }) {
  return (
    <li>
      <span>
        <strong>{one.type}</strong>: <Title one={one} />{' '}
        {one.state === 'withdrawn' ? <em>withdrawn: {one.withdrawn_reason}</em> : null}
      </span>
      <span class="second small">
        <Digest of={one.digest} /> · {whoOf(one.attached_by)}, <Time at={one.attached_at} />
      </span>
    </li>
  )
}

// Only addresses of the web are links: what was attached was chosen by whoever could attach it.
function Title({ one: { title, url } }: { readonly one: Evidence }) {
  if (url === null || !/^https?:\/\//i.test(url)) return <>{title}</>
  return (
    <a href={url} rel="noopener noreferrer" target="_blank">
      {title}
    </a>
  )
}
