import t from 'tap'
import { sample } from '../examples.ts'
import { diskEvents } from '../../../../plugins/disk/events.ts'
import type { Recorded } from '../../../../core/event.ts'
import { type Dwell, foldDwell as fold } from '../../../../core/guarding/judging/dwell.ts'
import type { DiskObservation, Sample } from '../../../../plugins/disk/sample-events.ts'
import { judgedDisks } from '../../../../plugins/disk/judging/judged-disks.ts'
import { idOf, moment, readFailed, sampled } from '../observations.ts'
import { judgeAll, observationsOf, pressureDecider } from './story.ts'

const disk = { diskId: sample.diskId, host: sample.host, mount: sample.mount }
function foldDwell(
  dwell: Dwell<Sample> | undefined,
  event: Recorded<DiskObservation>,
): Dwell<Sample> {
  return fold(dwell, judgedDisks.see(event)!)
}

const emergency = { observedSeverity: 'emergency', retainedSeverity: 'emergency' } as const

t.test('a change cites the observation it was judged at and keeps its numbers', async t => {
  const [, change] = judgeAll(
    observationsOf([
      [0, 'ok'],
      [60, 'critical'],
      [120, 'critical'],
    ]),
  )
  t.match(change?.data, {
    ...disk,
    from: 'ok',
    to: 'critical',
    held: 'critical',
    reason: 'limit_passed',
    text: '45 GB of 475 GB available (9.47 %).',
    becameTrueAt: moment(60).toISOString(),
    observationId: idOf(2),
    observedAt: moment(120).toISOString(),
    reading: { availableBytes: sample.availableBytes, totalBytes: sample.totalBytes },
  })
  t.notOk(diskEvents['disk.PressureChanged'].data.validate(change?.data).error)
})

t.test('becoming unknown cites when reads began to fail, and no numbers', async t => {
  const [, change] = judgeAll(
    observationsOf([
      [0, 'ok'],
      [60, 'failed'],
      [120, 'failed'],
    ]),
  )
  t.match(change?.data, {
    to: 'unknown',
    reason: 'reads_failed',
    becameTrueAt: moment(60).toISOString(),
    reading: null,
  })
})

t.test('judging the same observation again changes nothing', async t => {
  const event = sampled(0, 0, emergency)
  const dwell = foldDwell(foldDwell(undefined, event), event)
  t.equal(foldDwell(dwell, event), dwell)
  const state = { severity: 'emergency', held: 'emergency', observedAt: moment(0) } as const
  t.strictSame(pressureDecider.decide({ subject: disk, dwell }, state), [])
})

t.test('a judgement older than the last change is ignored', async t => {
  const dwell = foldDwell(undefined, sampled(0, 0, emergency))
  const state = { severity: 'ok', held: 'ok', observedAt: moment(60) } as const
  t.strictSame(pressureDecider.decide({ subject: disk, dwell }, state), [])
})

t.test('reads that fail from the start are counted', async t => {
  const dwell = foldDwell(foldDwell(undefined, readFailed(0, 0)), readFailed(60, 1))
  t.match(dwell, { failedReads: 2, failingSince: moment(0), sample: null })
})
