import type { Clock } from '../clock.ts'
import type { Machine } from '../host.ts'

/** What a projection's `queries.ts` and `routes.ts` may use. Read only. */
export interface ReadHost {
  readonly clock: Clock
  readonly machine: Machine
  /** Its read models are those of an earlier moment, which its clock tells. */
  readonly stands?: 'in the past'
  /** Quoted name of a projection's view, to be put into SQL: `"disk_status_v1"`, or with its schema. DECKLOG_PROJECTION_REBUILDING while it is first built. */
  view(projection: string): string
  /** Runs one parameterised select; DECKLOG_DATABASE_UNAVAILABLE after 1.5 s. */
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>
}
