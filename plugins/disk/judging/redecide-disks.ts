import {
  createLevelRedeciding,
  type Host,
  redecideByFacts,
  type Recheck,
  type Recorded,
  type Redeciding,
} from '../../../core/plugin-api.ts'
import { judgingDisks } from '../answering/gate.ts'
import type { DiskConfig } from '../config.ts'
import type { DiskEvent, Forgotten, PressureChanged } from '../events.ts'
import type { ReadFailed, Sample, Sampled } from '../sample-events.ts'
import { judgedDisks } from './judged-disks.ts'
import { capacityOf, judge } from './judgement.ts'
import { resolveLimits, rulesOf } from './limits.ts'

/** Judges samples again by their limits and those by the rules, and changes of severity by the samples. */
export function redecideDisks(host: Pick<Host<DiskConfig, DiskEvent>, 'read'>): Redeciding {
  const levels = createLevelRedeciding(host, judgedDisks)
  return {
    events: {
      'disk.Sampled': async (event: Recorded<Sampled>, config: DiskConfig) => {
        await levels.note(event)
        return judgeSample(event.data, config)
      },
      'disk.ReadFailed': async (event: Recorded<ReadFailed>) => {
        await levels.note(event)
        return null
      },
      'disk.Forgotten': async (event: Recorded<Forgotten>) => {
        await levels.note(event)
        return null
      },
      'disk.PressureChanged': async (event: Recorded<PressureChanged>) =>
        levels.judge(event, event.data),
    },
    gates: { disk: redecideByFacts(judgingDisks) },
  }
}

function judgeSample(sample: Sample, config: DiskConfig): readonly Recheck[] {
  const { mount, limits, observedSeverity, retainedSeverity } = sample
  const resolved = resolveLimits(rulesOf(config, mount), capacityOf(sample))
  return [
    { what: 'its limits', of: 'rules', recorded: limits, judged: resolved },
    {
      ...{ what: 'its severity', of: 'facts', recorded: { observedSeverity, retainedSeverity } },
      judged: judge(sample, limits),
    },
  ]
}
