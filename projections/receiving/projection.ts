import { defineProjection, type ReceivingEvent, type ReceivingRow } from '../../core/plugin-api.ts'

/** So many gaps are remembered: the longest patience with anybody reaches back over fewer. */
const MOST_GAPS = 100

interface Row extends ReceivingRow {
  readonly process: string
}

/** When it was last confirmed that Decklog could receive, and when it could not; one row for all processes together. */
export default defineProjection<Row, ReceivingEvent>({
  name: 'receiving',
  version: 1,
  columns: { process: 'text', confirmed_at: 'timestamptz', gaps: 'jsonb' },
  keys: () => ['api'],
  on: {
    'core.ReceivingConfirmed': (row = blank, { receivedAt }) =>
      row.confirmed_at && row.confirmed_at >= receivedAt
        ? row
        : { ...row, confirmed_at: receivedAt },
    'core.ReceivingResumed': (row = blank, { data: { from, to } }) => {
      if (row.gaps.some(gap => gap.from === from && gap.to === to)) return row
      const gaps = [...row.gaps, { from, to }].sort((a, b) => (a.from < b.from ? -1 : 1))
      return { ...row, gaps: gaps.slice(-MOST_GAPS) }
    },
  },
})

const blank: Row = { process: 'api', confirmed_at: null, gaps: [] }
