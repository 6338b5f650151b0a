import {
  judgeLevelsAgain,
  lookBackSeconds,
  recordedLevels,
  type JudgedAgain,
  type Recorded,
  type WhatIf,
} from '../../core/plugin-api.ts'
import { diskAlarms } from './alarms.ts'
import type { DiskConfig } from './config.ts'
import type { DiskEvent } from './events.ts'
import { judgedDisks } from './judging/judged-disks.ts'
import { capacityOf, judge } from './judging/judgement.ts'
import { measuresOf, resolveLimits, rulesOf } from './judging/limits.ts'
import type { Disk, Sample } from './sample-events.ts'
import { pressureStream } from './streams.ts'

/** What disks would have been by these settings. */
export function diskWhatIf(config: DiskConfig): WhatIf<DiskEvent> {
  const again: JudgedAgain<Disk, Sample, DiskEvent> = {
    judged: judgedDisks,
    observations: ['disk.Sampled', 'disk.ReadFailed'],
    changeType: 'disk.PressureChanged',
    nameOf: ({ host, mount }) => `${mount} of ${host}`,
    alarms: diskAlarms,
    restate: event => restate(event, config),
  }
  const rules = [config.limits, ...Object.keys(config.limitsOf).map(one => rulesOf(config, one))]
  return {
    types: ['disk.Sampled', 'disk.ReadFailed', 'disk.PressureChanged', 'disk.Forgotten'],
    lookBackSeconds: lookBackSeconds(
      rules.flatMap(one => Object.values(measuresOf(resolveLimits(one, 1)))),
    ),
    standsIn: event =>
      event.type === 'disk.MountsListed' ? undefined : pressureStream(event.data.diskId),
    asRecorded: () => recordedLevels(again),
    asSet: () => judgeLevelsAgain(again),
  }
}

/** A sample as its guard would have recorded it. */
function restate(event: Recorded<DiskEvent>, config: DiskConfig): Recorded<DiskEvent> {
  if (event.type !== 'disk.Sampled') return event
  const { data } = event
  const limits = resolveLimits(rulesOf(config, data.mount), capacityOf(data))
  const { observedSeverity, retainedSeverity } = judge(data, limits)
  return { ...event, data: { ...data, limits, observedSeverity, retainedSeverity } }
}
