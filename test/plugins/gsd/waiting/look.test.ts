import t from 'tap'
import type { Host } from '../../../../core/host.ts'
import type { GsdConfig } from '../../../../plugins/gsd/config.ts'
import type { GsdEvent } from '../../../../plugins/gsd/events.ts'
import { runStream } from '../../../../plugins/gsd/run.ts'
import {
  createWaitReactions,
  createWaitSweep,
  waitStream,
} from '../../../../plugins/gsd/waiting/look.ts'
import { createLedgerHost } from '../ledger-host.ts'
import * as story from '../story.ts'

const { signal } = new AbortController()

t.test('what waits of a run is recorded when it begins, and when time ends it', async t => {
  const ledgerHost = await createLedgerHost(t)
  const soon = new Date(Date.now() + 1_800_000).toISOString()
  const bypass: story.Told = {
    body: {
      ...{ kind: 'bypass', step: 'rollout', gates: null, reason: 'The disk comes at noon.' },
      expiresAt: soon,
    },
    by: story.ada,
  }
  const asked = story.change({ approvals: [story.rolloutPoint()] })
  const { run, events } = story.tell(story.start({ releaseId: story.releaseId }), asked, bypass)
  for (const event of events)
    await ledgerHost.observe({ stream: runStream(story.runId), event: event as GsdEvent })
  let nowMs = Date.now()
  const host: Host<GsdConfig, GsdEvent> = {
    ...ledgerHost,
    clock: { ...ledgerHost.clock, now: () => new Date(nowMs) },
    all: (async (_name: string, { equals }: { equals?: { status?: readonly unknown[] } }) => ({
      rows: equals?.status?.includes(run?.status) ? [{ id: story.runId, run }] : [],
      position: 0n,
    })) as Host['all'],
  }
  async function waits(): Promise<readonly string[]> {
    const found: string[] = []
    for await (const { type, data } of host.read(waitStream(story.runId)))
      if ('what' in data) found.push(`${type.slice('gsd.'.length)} ${data.what}`)
    return found
  }

  const react = createWaitReactions(host)['gsd.ApprovalRequested']
  const cause = events.find(({ type }) => type === 'gsd.ApprovalRequested')
  if (!react || !cause) throw new Error('nothing was asked')
  await react(cause)
  await react(cause)
  t.strictSame(await waits(), ['WaitBegan approval', 'WaitBegan bypass_expiring'], 'once')
  nowMs += 3_600_000
  await createWaitSweep(host).run(signal)
  t.strictSame((await waits()).slice(2), ['WaitEnded bypass_expiring'])
})
