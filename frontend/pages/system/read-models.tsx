import { useState } from 'preact/hooks'
import { asOf } from '../../api/as-of.ts'
import { send } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Standing } from '../../parts/standing.tsx'
import { may } from '../../state/session.ts'
import { describeDuration } from '../../words/durations.ts'
import type { Level } from '../../words/levels.ts'
import type { ReadModel } from './load-system.ts'
import { Parked } from './parked.tsx'

const levels: Readonly<Record<ReadModel['state'], Level>> = {
  live: 'ok',
  building: 'warning',
  degraded: 'warning',
  stopped: 'critical',
}

/** Every read model: how far behind the ledger it is, what was set aside, and how far it is built anew. */
export function ReadModels({
  models,
  again,
}: {
  readonly models: readonly ReadModel[]
  readonly again: () => void
}) {
  const [rebuilt, rebuild] = useState<ReadModel | null>(null)
  const [looked, look] = useState<string | null>(null)
  const isOffered = may('admin') && asOf.value === null
  return (
    <section class="panel" aria-labelledby="models">
      <h2 id="models">Read models</h2>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Table of read models">
        <table class="plain-table wide">
          <caption class="unseen">
            Read models, how far behind they are, and what was set aside
          </caption>
          <thead>
            <tr>
              <th scope="col">Read model</th>
              <th scope="col">How it stands</th>
              <th scope="col">Position</th>
              <th scope="col">Set aside</th>
              {isOffered ? <th scope="col">Build anew</th> : null}
            </tr>
          </thead>
          <tbody>
            {models.map(model => (
              <tr key={model.name}>
                <th scope="row">{model.name}</th>
                <td>
                  <Standing level={levels[model.state]}>{standingOf(model)}</Standing>
                  <Progress model={model} />
                </td>
                <td class="of-number">{model.position}</td>
                <td class="of-number">
                  {model.parked > 0 && isOffered ? (
                    <button type="button" class="link" onClick={() => look(model.name)}>
                      {model.parked} set aside
                    </button>
                  ) : (
                    model.parked
                  )}
                </td>
                {isOffered ? (
                  <td>
                    <button
                      type="button"
                      class="link"
                      disabled={model.building !== null}
                      onClick={() => rebuild(model)}
                    >
                      Rebuild <span class="unseen">{model.name}</span> …
                    </button>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {looked === null ? null : <Parked name={looked} close={() => look(null)} done={again} />}
      {rebuilt === null ? null : (
        <Confirm
          title={`Build ${rebuilt.name} anew?`}
          verb="Build anew"
          close={() => rebuild(null)}
          act={async () => {
            await send('post', '/api/v1/projections/{name}/rebuild', {
              params: { name: rebuilt.name },
            })
            again()
          }}
        >
          <p>
            It is read from the whole ledger into a new table, which takes the place of the one
            there is when it has caught up. Until then that one goes on.
          </p>
        </Confirm>
      )}
    </section>
  )
}

function standingOf({
  state,
  reason,
  lag_events: events,
  lag_seconds: seconds,
}: ReadModel): string {
  if (reason !== null) return `${state}: ${reason}`
  if (events === null || seconds === null) return `${state}; how far behind is not known`
  if (events === 0) return state
  return `${state}, ${events} events and ${describeDuration(seconds)} behind`
}

/** How far the building of a new table is. */
function Progress({ model: { name, building, position } }: { readonly model: ReadModel }) {
  if (building === null) return null
  const { position: at, events_per_second: pace, seconds_left: left, problem } = building
  const share = Number(position) === 0 ? 0 : Math.min(1, Number(at) / Number(position))
  return (
    <div class="progress">
      <progress max={1} value={share} aria-label={`Building of ${name}`} />
      <span class="small second">
        {problem ??
          `${Math.floor(share * 100)} %${pace === null ? '' : `, ${Math.round(pace)} events a second`}${left === null ? '' : `, ${describeDuration(left)} left`}`}
      </span>
    </div>
  )
}
