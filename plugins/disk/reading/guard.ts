import { concatMap, defer, exhaustMap, merge, mergeMap, of, partition, type Observable } from 'rxjs'
import type { Host, Observation } from '../../../core/plugin.ts'
import type { DiskConfig } from '../config.ts'
import { createDiskReader, isRemote, REMOTE_READS } from './disk-reader.ts'
import type { DiskEvent, DiskObservation } from '../events.ts'
import type { MountChoice } from './mounts.ts'
import { createObserver } from './observer.ts'

/** Observes every watched filesystem each interval. One that hangs or fails is reported and holds up no other. */
export function observeDisks(
  host: Host<DiskConfig, DiskEvent>,
): Observable<Observation<DiskObservation>> {
  return defer(() => {
    const reader = createDiskReader(host.machine, host.config)
    const observer = createObserver(host, reader)

    const observeAll = (choice: MountChoice): Observable<Observation<DiskObservation>> => {
      const [remote, local] = partition(of(...choice.mounts), isRemote)
      return merge(
        of(...observer.missing(choice)),
        local.pipe(mergeMap(mount => observer.observe(mount))),
        remote.pipe(mergeMap(mount => observer.observe(mount), REMOTE_READS)),
      )
    }
    return host.clock
      .ticks(host.config.interval * 1000)
      .pipe(exhaustMap(() => defer(() => reader.choose()).pipe(concatMap(observeAll))))
  })
}
