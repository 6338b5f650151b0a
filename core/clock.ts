import { timer, map, type Observable } from 'rxjs'
import { machineTime, type Time } from './timing/machine-time.ts'

/** The only source of time. Tests give a fake one (`test/support/fake-clock.ts`). */
export interface Clock extends Time {
  /** Emits the time at once and then every `everyMs`, until unsubscribed. */
  ticks(everyMs: number): Observable<Date>
}

/** The clock of this machine. */
export const systemClock: Clock = {
  ...machineTime,
  ticks: everyMs => timer(0, everyMs).pipe(map(() => new Date())),
}
