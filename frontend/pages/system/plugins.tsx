import type { Installed } from './load-system.ts'

/** What is installed, and which extensions could not be loaded. */
export function Plugins({ plugins: { plugins, skipped } }: { readonly plugins: Installed }) {
  return (
    <section class="panel" aria-labelledby="plugins">
      <h2 id="plugins">Plugins</h2>
      {skipped.map(({ from, reason }) => (
        <p key={from} class="problem">
          {from} could not be loaded: {reason}
        </p>
      ))}
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Table of plugins">
        <table class="plain-table wide">
          <caption class="unseen">Plugins</caption>
          <thead>
            <tr>
              <th scope="col">Plugin</th>
              <th scope="col">Version</th>
              <th scope="col">From</th>
              <th scope="col">Records</th>
              <th scope="col">Answers gates</th>
            </tr>
          </thead>
          <tbody>
            {plugins.map(({ name, version, from, events, gates }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{version}</td>
                <td>{from}</td>
                <td>
                  {events.length === 1 ? '1 type of event' : `${events.length} types of events`}
                </td>
                <td>{gates.length === 0 ? <span class="second">none</span> : gates.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
