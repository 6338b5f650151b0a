import {
  catchError,
  combineLatest,
  concatMap,
  defer,
  EMPTY,
  exhaustMap,
  finalize,
  mergeMap,
  type Observable,
} from 'rxjs'
import { messageOf } from '../../../core/errors.ts'
import type { Host, Observation } from '../../../core/plugin.ts'
import type { ContinuityConfig } from '../config.ts'
import type { AgentProbed, ContinuityEvent, RuntimeProbed } from '../events.ts'
import { abortable } from './abortable.ts'
import { createProber } from './prober.ts'
import { createSchedule } from './schedule.ts'
import type { SubjectSource } from './subject-source.ts'

const REFRESH_MS = 5_000
const LOOK_MS = 1_000

/**
 * Probes every runtime and every agent that asks for it, each when it is due and no more than `atOnce` together. One that hangs holds
 * up no other until so many do. While the read models cannot be asked, it goes on with those it knows.
 */
export function observeSubjects(
  host: Host<ContinuityConfig, ContinuityEvent>,
  source: SubjectSource,
  random: () => number,
): Observable<Observation<RuntimeProbed | AgentProbed>> {
  return defer(() => {
    const { clock, config, log } = host
    const schedule = createSchedule(random)
    const prober = createProber(host, source)
    const subjects$ = clock.ticks(REFRESH_MS).pipe(
      exhaustMap(() =>
        defer(() => source.subjects()).pipe(
          catchError((error: unknown) => {
            log.debug({ reason: messageOf(error) }, 'what is to be probed could not be read')
            return EMPTY
          }),
        ),
      ),
    )
    return combineLatest([subjects$, clock.ticks(LOOK_MS)]).pipe(
      concatMap(([subjects]) => schedule.take(subjects, clock.now())),
      mergeMap(
        subject =>
          abortable(signal => prober.probe(subject, signal)).pipe(
            catchError((error: unknown) => {
              log.warn({ reason: messageOf(error) }, 'a probe gave no reading')
              return EMPTY
            }),
            finalize(() => schedule.done(subject)),
          ),
        config.probes.atOnce,
      ),
    )
  })
}
