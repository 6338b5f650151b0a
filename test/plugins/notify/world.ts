import { randomUUID } from 'node:crypto'
import type { AlarmSeverity } from '../../../core/alarm.ts'
import { createExpireSweep } from '../../../plugins/notify/muting/expire-sweep.ts'
import { createForgetSweep } from '../../../plugins/notify/forgetting/forget-sweep.ts'
import { muteDecider } from '../../../plugins/notify/muting/mute.ts'
import { alarmDecider } from '../../../plugins/notify/raising/alarm.ts'
import { createTendSweep } from '../../../plugins/notify/raising/tend-sweep.ts'
import { createRouting } from '../../../plugins/notify/routing/routing.ts'
import {
  alarmIdOf,
  alarmStream,
  muteStream,
  windowStream,
} from '../../../plugins/notify/streams.ts'
import { createTellSweeps } from '../../../plugins/notify/telling/tell-sweep.ts'
import { createWindowSweep } from '../../../plugins/notify/windows/look-sweep.ts'
import { windowDecider } from '../../../plugins/notify/windows/window.ts'
import { createMemoryHost, type MemoryHost } from './memory-host.ts'

const secret = 'a secret of these tests'
const hook = (name: string) => ({ name, url: `http://127.0.0.1:1/${name}`, secret })
/** Who is told in these tests, and when. */
export const section = {
  webhooks: [hook('day'), hook('night'), hook('boss')],
  routes: [
    {
      name: 'critical',
      leastSeverity: 'critical',
      steps: [{ to: ['night'] }, { after: '10m', to: ['boss'] }],
    },
  ],
}
const { signal } = new AbortController()

/** What may happen to the alarms of one Decklog. */
export function createWorld(host: MemoryHost = createMemoryHost(section)) {
  const { clock, rowsOf } = host
  const of = {
    ...host.host,
    alarms: [{ word: 'disk', source: 'disk', spec: { kind: 'disk', summary: '', on: {} } }],
  }
  const routing = createRouting(of.config)
  const sweeps = [createTendSweep(of), createWindowSweep(of), ...createTellSweeps(of)]
  const common = () => ({ now: clock.now(), ...routing, dedupeMs: 900_000 })

  return {
    host,
    async say(name: string, says: AlarmSeverity | 'cleared', group = 'disk web01') {
      const cause = `disk ${name}`
      const state = says === 'cleared' ? 'cleared' : 'raised'
      const severity = says === 'critical' ? 'critical' : 'warning'
      const about = { kind: 'disk', cause, group, boardId: null, subject: name }
      const signal = { ...about, state, severity, text: `${name} is ${says}.` } as const
      const command = {
        type: 'signal',
        signal,
        sourceEventId: randomUUID(),
        at: clock.now(),
      } as const
      const stream = alarmStream(alarmIdOf(cause))
      await of.execute(alarmDecider, { stream, command: { ...command, ...common() } })
    },
    async acknowledge(name: string, keepers: readonly string[] = []) {
      const alarmId = alarmIdOf(`disk ${name}`)
      const row = rowsOf('alarms').get(alarmId)
      if (!row || Reflect.get(row, 'state') !== 'raised') return
      const command = { type: 'acknowledge', alarmId, note: 'I look at it.', keepers } as const
      await of.execute(alarmDecider, { stream: alarmStream(alarmId), command })
    },
    async mute(minutes: number) {
      const muteId = randomUUID()
      const scope = { kind: null, boardId: null, alarmId: null }
      const expiresAt = new Date(clock.now().getTime() + minutes * 60_000)
      const command = { type: 'set', muteId, scope, reason: 'test', expiresAt } as const
      await of.execute(muteDecider, { stream: muteStream(muteId), command })
      return muteId
    },
    async lift(muteId: string) {
      const command = { type: 'lift', muteId } as const
      await of.execute(muteDecider, { stream: muteStream(muteId), command })
    },
    async window(minutes: number) {
      const windowId = randomUUID()
      const [now, ms] = [clock.now(), minutes * 60_000]
      const times = {
        beginsAt: now.toISOString(),
        endsAt: new Date(now.getTime() + ms).toISOString(),
      }
      const plan = { ...times, schedule: null, timeZone: 'UTC', lastsSeconds: ms / 1_000 }
      const scope = { kind: null, boardId: null, labels: {} }
      const command = { type: 'plan', windowId, scope, plan, reason: 'patching' } as const
      await of.execute(windowDecider, { stream: windowStream(windowId), command })
    },
    /** So many days later, what is old is forgotten. */
    async forget(days: number, atOnce?: number) {
      await createExpireSweep(of).run(signal)
      await clock.advance(days * 86_400_000)
      await createForgetSweep(of, atOnce).run(signal)
    },
    /** Lets time pass as it does: sweeps run every 5 s; what a process that was killed left, the next one finds. */
    async pass(seconds: number) {
      for (let at = 0; at < seconds;) {
        // What follows at once follows within a minute; the rest is looked at now and then.
        const step = at < 60 ? 5 : 30
        at += step
        await clock.advance(step * 1_000)
        for (const sweep of sweeps) await sweep.run(signal).catch(() => undefined)
      }
    },
  }
}
export type World = ReturnType<typeof createWorld>

/** What a receiver was told, in a sentence each. */
export const told = ({ host }: World, to: string): readonly string[] =>
  host.sent.filter(one => one.to === to).map(({ body }) => body.summary)
