import Joi from 'joi'
import t from 'tap'
import type { Recorded } from '../../../core/event.ts'
import type { Recheck, Unjudged } from '../../../core/auditing/redeciding/redeciding.ts'
import { judgingSettings } from '../../../core/rules/judging-settings.ts'
import type { AlarmEvent } from '../../../plugins/notify/alarm-events.ts'
import { notifyConfig, type NotifyConfig } from '../../../plugins/notify/config.ts'
import { redecideAlarms } from '../../../plugins/notify/judging-again/redecide-alarms.ts'
import { alarmDecider } from '../../../plugins/notify/raising/alarm.ts'
import type { Alarm, AlarmCommand } from '../../../plugins/notify/raising/alarm-state.ts'
import { rulesOf } from '../../../plugins/notify/raising/telling-rules.ts'
import { alarmIdOf, alarmStream } from '../../../plugins/notify/streams.ts'
import { rounds } from '../../support/rounds.ts'
import { createChance } from './chance.ts'

const begin = Date.UTC(2026, 0, 1)
const chance = createChance(20_260_104)
const place = { url: 'https://example.org/', secret: 'a secret of sixteen' }

function settings(more: object = {}, ops: object = {}): NotifyConfig {
  const webhooks = [
    { name: 'ops', ...place, ...ops },
    { name: 'owner', ...place, leastSeverity: 'critical' },
    { name: 'boss', ...place },
  ]
  const steps = [
    { after: 0, to: ['owner'] },
    { after: '10m', to: ['boss'] },
  ]
  const routes = [{ name: 'oncall', leastSeverity: 'critical', steps }]
  return Joi.attempt({ webhooks, routes, remindAfter: '1h', ...more }, notifyConfig)
}

const configs = [settings(), settings({ dedupeWithin: '2h' }), settings({ routes: [] })]

interface Judged {
  readonly event: Recorded<AlarmEvent>
  readonly config: NotifyConfig
}

function randomCommand(cause: string, now: Date, config: NotifyConfig): AlarmCommand {
  const common = { ...rulesOf(config), now }
  const state = chance.pick(['raised', 'raised', 'cleared'] as const)
  const severity = chance.pick(['warning', 'critical'] as const)
  const labels = chance.pick([{}, { step: 'rollout' }])
  const signal = {
    ...{ kind: 'disk', cause, group: cause, boardId: null, subject: cause, state, severity },
    ...{ text: 'It is so.', labels },
  }
  const at = new Date(now.getTime() - chance.below(3_000))
  const sourceEventId = `source ${chance.next()}`
  return chance.pick<AlarmCommand>([
    { type: 'signal', signal, sourceEventId, at, ...common },
    { type: 'signal', signal, sourceEventId, at, ...common },
    { type: 'remind', ...common },
    { type: 'remind', ...common },
    { type: 'remind', ...common },
    { type: 'end', text: 'It is gone.', ...common },
    { type: 'end', text: 'It is gone.', sourceEventId, ...common },
    { type: 'acknowledge', alarmId: alarmIdOf(cause), note: 'I look.' },
    { type: 'resolve', note: 'It is over.', by: 'person:ada', ...common },
  ])
}

/** Alarms that come and go by chance, under rules that change, decided as they are live. */
function randomStory(count: number): readonly Judged[] {
  const story: Judged[] = []
  const alarms = new Map<string, { alarm: Alarm; next: bigint }>()
  let nowMs = begin
  let config = settings()
  while (story.length < count) {
    nowMs += chance.pick([1_000, 60_000, 600_000, 3_600_000])
    if (chance.below(60) === 0) config = chance.pick(configs)
    const cause = `disk web-${chance.below(4)}`
    const stream = alarmStream(alarmIdOf(cause))
    const known = alarms.get(stream) ?? { alarm: alarmDecider.initial, next: 0n }
    for (const decided of decide(randomCommand(cause, new Date(nowMs), config), known.alarm)) {
      // It is stamped a moment after it was decided.
      const receivedAt = new Date(nowMs + chance.below(6))
      const metadata = decided.type === 'notify.AlarmResolved' ? { actor: 'person:ada' } : {}
      const event: Recorded<AlarmEvent> = {
        ...structuredClone(decided),
        ...{ id: `${story.length}`, stream, revision: known.next, metadata },
        ...{ position: BigInt(story.length), receivedAt, recordedAt: receivedAt },
      }
      story.push({ event, config })
      alarms.set(stream, {
        alarm: alarmDecider.evolve(known.alarm, event),
        next: known.next + 1n,
      })
    }
  }
  return story
}

function decide(command: AlarmCommand, alarm: Alarm): readonly AlarmEvent[] {
  try {
    return alarmDecider.decide(command, alarm)
  } catch {
    return []
  }
}

const recordedRules = new Map<NotifyConfig, NotifyConfig>()

/** Settings as they are read from the rules that were recorded of them, which have no secrets. */
function asRecorded(config: NotifyConfig): NotifyConfig {
  const known =
    recordedRules.get(config) ??
    notifyConfig.validate(judgingSettings(notifyConfig, config), {
      ...{ allowUnknown: true, abortEarly: false },
    }).value
  if (known === undefined) throw new Error('nothing is left of these settings')
  recordedRules.set(config, known)
  return known
}

/** What differs of each event that is judged again by its rules. */
async function judgeAgain(
  story: readonly Judged[],
  change: (one: Judged) => Judged = one => one,
  from = 0,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const altered = story.map(change)
  const read = async function* (stream: string, { limit }: { limit: number }) {
    yield* altered.flatMap(({ event }) => (event.stream === stream ? [event] : [])).slice(0, limit)
  }
  const { events } = redecideAlarms({ read } as never)
  const others = { gate: async () => [] }
  const found = new Map<string, readonly string[]>()
  for (const { event, config } of altered.slice(from)) {
    const judged = await events[event.type]?.(event, asRecorded(config), others)
    const differs = Array.isArray(judged) ? differing(judged) : []
    if (differs.length > 0) found.set(event.id, differs)
  }
  return found
}

const differing = (found: readonly (Recheck | Unjudged)[]): readonly string[] =>
  found
    .filter(
      one => one.of === 'no_facts' || JSON.stringify(one.recorded) !== JSON.stringify(one.judged),
    )
    .map(({ what }) => what)

const story = randomStory(rounds(600, 4_000))

t.test('alarms that chance has made are decided the same again', async t => {
  t.strictSame([...(await judgeAgain(story))], [])
  t.strictSame([...(await judgeAgain(story, one => one, 300))], [], 'also from the midst of them')
  const types = new Set(story.map(({ event }) => event.type.slice('notify.Alarm'.length)))
  const repeated = story.flatMap(({ event: { data } }) => ('reason' in data ? [data.reason] : []))
  t.strictSame([...types].sort(), ['Acknowledged', 'Cleared', 'Raised', 'Repeated', 'Resolved'])
  for (const reason of ['still_critical', 'settled', 'escalated'])
    t.ok(repeated.includes(reason as never), reason)
})

t.test('whoever was told and would not have been, or the other way round, is named', async t => {
  const told = story.filter(({ event: { data } }) => 'webhooks' in data && data.webhooks.length > 1)
  const one = told[told.length >> 1]?.event
  const found = await judgeAgain(story, judged =>
    judged.event.id === one?.id
      ? { ...judged, event: { ...judged.event, data: { ...one.data, webhooks: ['ops'] } } as never }
      : judged,
  )
  t.ok(found.get(one?.id ?? '')?.includes('who is told'))
})

t.test('one altered rule names every notice that it told to others', async t => {
  const quieter = settings({ remindAfter: '2h', dedupeWithin: '1s' }, { kinds: ['agent'] })
  const found = await judgeAgain(story, judged => ({ ...judged, config: quieter }))
  const toOps = story.filter(
    ({ event: { data } }) => 'webhooks' in data && data.webhooks.includes('ops'),
  )
  t.ok(toOps.length > 50)
  for (const { event } of toOps) t.ok(found.get(event.id)?.includes('who is told'), event.type)
})

t.test('what somebody looked after is judged by who had been told', async t => {
  const one = story.find(({ event }) => event.type === 'notify.AlarmAcknowledged')?.event
  const receivers = [{ name: 'nobody', toldAt: '2026-01-01T00:00:00.000Z' }]
  const found = await judgeAgain(story, judged =>
    judged.event.id === one?.id
      ? { ...judged, event: { ...judged.event, data: { ...one.data, receivers } } as never }
      : judged,
  )
  t.strictSame([...found], [[one?.id, ['who had been told']]])
})
