/** The last known load of every machine. */
export default {
  name: 'load-status',
  version: 1,
  columns: {
    host: 'text',
    one_minute: 'double precision',
    event_id: 'uuid',
    sampled_at: 'timestamptz',
  },
  keys: event => [event.data.host],
  on: {
    'load.Sampled': (row, event) => (row && !isLater(event, row) ? row : rowOf(event)),
  },
}

const rowOf = ({ id, receivedAt, data }) => ({
  host: data.host,
  one_minute: data.oneMinute,
  event_id: id,
  sampled_at: receivedAt,
})

// Any order of the same samples must end in the same row; ties are ordered by event id.
function isLater(event, row) {
  const ms = event.receivedAt - row.sampled_at
  return ms > 0 || (ms === 0 && event.id > row.event_id)
}
