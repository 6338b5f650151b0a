import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import { compare } from '../../../core/whatif/compare.ts'
import type { WhatIfResult } from '../../../core/whatif/run-what-if.ts'
import { Timelines } from '../../../core/whatif/timelines.ts'
import type { WhatIf } from '../../../core/whatif/what-if.ts'
import { runPlugin } from '../../../core/testing/run-plugin.ts'
import type { DiskEvent } from '../../../plugins/disk/events.ts'
import { createReaction } from '../../../plugins/disk/judging/judged-disks.ts'
import { judge } from '../../../plugins/disk/judging/judgement.ts'
import { resolveLimits, rulesOf } from '../../../plugins/disk/judging/limits.ts'
import { diskIdOf, sampleStream } from '../../../plugins/disk/streams.ts'
import { diskWhatIf } from '../../../plugins/disk/what-if.ts'
import { createRandom } from '../../../scripts/random.ts'
import { configured } from '../../plugins/disk/defaults.ts'
import { failedRead, sample } from '../../plugins/disk/examples.ts'
import { whatIfOver } from '../../support/what-if-over.ts'
import { createStoryHost } from '../guarding/story-host.ts'
import { createTankGuard, type Script, tankModels } from '../guarding/tank-guard.ts'

// Other settings give what would have been recorded had they been set: judged live, over the same readings.

const begin = Date.UTC(2026, 0, 1)
const gigabyte = 1e9

/** What was recorded of disks that are read every minute, by these settings. */
async function diskStory(section: object): Promise<readonly Recorded<DiskEvent>[]> {
  const config = configured(section)
  const random = createRandom(7)
  const story = createStoryHost<DiskEvent>()
  const react = createReaction(story.host as Parameters<typeof createReaction>[0])
  const disks = ['/', '/data'].map(mount => ({
    diskId: diskIdOf('web-1', mount),
    host: 'web-1',
    mount,
  }))
  const streams = new Set<string>()
  const available = disks.map(() => 60)
  for (let at = 0; at < 400; at += 1)
    for (const [index, disk] of disks.entries()) {
      const walked = (available[index] ?? 0) + (random() - 0.5) * 14
      available[index] = Math.min(95, Math.max(1, walked))
      const availableBytes = Math.round((available[index] ?? 0) * gigabyte)
      const reading = {
        ...{ totalBytes: 100 * gigabyte, usedBytes: 100 * gigabyte - availableBytes },
        ...{ freeBytes: availableBytes, availableBytes, inodesTotal: 1_000, inodesUsed: 10 },
      }
      const limits = resolveLimits(rulesOf(config, disk.mount), 100 * gigabyte)
      const event: DiskEvent =
        random() < 0.06
          ? { type: 'disk.ReadFailed', data: { ...failedRead, ...disk } }
          : {
              type: 'disk.Sampled',
              data: { ...sample, ...disk, ...reading, limits, ...judge(reading, limits) },
            }
      const stream = sampleStream(disk.diskId)
      streams.add(stream).add(`disk-${disk.diskId}`)
      await react(story.append(stream, event, new Date(begin + at * 60_000)))
    }
  // The story's own clock stands; what is judged is written down at once.
  return [...streams]
    .flatMap(stream => story.of(stream))
    .map(event =>
      event.type === 'disk.PressureChanged'
        ? { ...event, receivedAt: new Date(event.data.observedAt) }
        : event,
    )
}

const range = { from: new Date(begin + 100 * 60_000), to: new Date(begin + 350 * 60_000) }

function run(events: readonly Recorded[], whatIf: WhatIf): Promise<WhatIfResult> {
  return whatIfOver(events, whatIf, range)
}

/** What the recorded events themselves say. */
function timelinesOf(events: readonly Recorded[], whatIf: WhatIf): Timelines {
  const made = new Timelines()
  const recorded = whatIf.asRecorded()
  const inOrder = [...events].sort((a, b) => (a.position < b.position ? -1 : 1))
  for (const event of inOrder) recorded.take(event).forEach(one => made.take(one))
  return made
}

const lax = {
  limits: { warning: { availablePercent: 12, availableBytes: '12GB', enterAfter: '5m' } },
}

t.test('settings that were in force change nothing of disks', async t => {
  const events = await diskStory({})
  const { changes, same, unreadable } = await run(events, diskWhatIf(configured()) as WhatIf)
  t.strictSame(changes, [])
  t.ok(same.transition > 3 && same.alarm > 2 && same.gate > 2)
  t.equal(unreadable, 0)
})

t.test('other settings give what they would have given live, for disks', async t => {
  const [events, others] = [await diskStory({}), await diskStory(lax)]
  const whatIf = diskWhatIf(configured(lax)) as WhatIf
  const { changes, held } = await run(events, whatIf)
  const live = compare(timelinesOf(events, whatIf), timelinesOf(others, whatIf), range)
  t.ok(changes.length > 0)
  t.strictSame(changes, live.changes)
  t.strictSame(held, live.held)
})

async function tankStory(config: object): Promise<readonly Recorded[]> {
  const random = createRandom(11)
  const script: Script = { next: [] }
  const running = runPlugin(createTankGuard(script), { config, projections: tankModels })
  let level = 40
  script.next = [{ subject: 'a', values: { level } }]
  running.start()
  for (let at = 0; at < 400; at += 1) {
    level = Math.min(95, Math.max(1, level + (random() - 0.5) * 12))
    script.next = random() < 0.06 ? new Error('no answer') : [{ subject: 'a', values: { level } }]
    await running.advance(60_000)
  }
  running.stop()
  return running.recorded()
}

t.test('and for every guard', async t => {
  const strict = { limits: { level: { below: { warning: 30, critical: 15 }, enterAfter: '2m' } } }
  const guard = createTankGuard({ next: [] })
  const settingsOf = (config: object) => guard.config.validate(config).value
  const [events, others] = [await tankStory({}), await tankStory(strict)]
  const first = events[0]?.receivedAt.getTime() ?? 0
  Object.assign(range, {
    from: new Date(first + 100 * 60_000),
    to: new Date(first + 350 * 60_000),
  })
  const same = await run(events, guard.whatIf!(settingsOf({}), settingsOf({}), []))
  t.strictSame(same.changes, [])
  t.ok(same.same.transition > 3)
  const whatIf = guard.whatIf!(settingsOf(strict), settingsOf({}), [])
  const { changes } = await run(events, whatIf)
  t.ok(changes.length > 0)
  t.strictSame(
    changes,
    compare(timelinesOf(events, whatIf), timelinesOf(others, whatIf), range).changes,
  )
})
