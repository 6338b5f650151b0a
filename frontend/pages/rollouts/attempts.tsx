import { Standing } from '../../parts/standing.tsx'
import { Time } from '../../parts/time.tsx'
import type { Verification } from '../releases/running-of.ts'

/** How a target was waited for, look by look. */
export function Attempts({ gate }: { readonly gate: Verification['health_gate'] }) {
  if (gate === null) return null
  return (
    <section class="panel" aria-labelledby="attempts">
      <h2 id="attempts">Waiting until it was healthy</h2>
      <p>
        {gate.status}: {gate.status_reason}
      </p>
      {gate.attempts.length === 0 ? null : (
        <table class="plain-table">
          <caption class="unseen">Each look at the target</caption>
          <thead>
            <tr>
              <th scope="col">Look</th>
              <th scope="col">When</th>
              <th scope="col">Found</th>
            </tr>
          </thead>
          <tbody>
            {gate.attempts.map(({ number, outcome, failed_urls: failed, at }) => (
              <tr key={number}>
                <td>{number}</td>
                <td>
                  <Time at={at} />
                </td>
                <td>
                  <Standing level={outcome === 'passed' ? 'ok' : 'critical'}>
                    {failed.length === 0
                      ? outcome
                      : `no answer as it should be from ${failed.join(', ')}`}
                  </Standing>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
