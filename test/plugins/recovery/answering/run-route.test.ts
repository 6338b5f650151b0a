import t from 'tap'
import type { Healable, HealableSubject } from '../../../../core/healing/healable.ts'
import type { Host } from '../../../../core/host.ts'
import type { Call } from '../../../../core/http/route.ts'
import { runPlugin } from '../../../../core/testing/run-plugin.ts'
import { runRoute } from '../../../../plugins/recovery/answering/run-route.ts'
import type { RecoveryConfig } from '../../../../plugins/recovery/config.ts'
import type { RecoveryEvent } from '../../../../plugins/recovery/events.ts'
import plugin from '../../../../plugins/recovery/plugin.ts'
import policies from '../../../../projections/recovery-policies/projection.ts'

const action = { run: { argv: ['true'] } }
const subjectOf = (id: string, more: Partial<HealableSubject>): HealableSubject => ({
  ...{ id, subject: id, host: 'web01', boardId: null, state: 'drifted', reason: null },
  ...{ since: null, text: 'So it is.', eventIds: [], alarm: null, above: null, ...more },
})
// Of the first kind ids are names, and one of it is well; of the second they are not.
const targets = [subjectOf('production', { state: 'as_approved' }), subjectOf('staging', {})]
const [first, second] = ['1', '2'].map(n => `0b2f6d4e-5c0a-4d0e-9a53-00000000000${n}`) as [
  string,
  string,
]
const disks = [
  subjectOf(first, { subject: '/data', state: 'critical' }),
  subjectOf(second, { subject: '/data', state: 'critical', host: 'web02' }),
]
const healableOf = (
  kind: string,
  states: readonly string[],
  all: readonly HealableSubject[],
): Healable => ({
  ...{ kind, summary: 'Things.', states },
  ailing: async () => all.filter(({ state }) => states.includes(state)),
  look: async id => {
    const found = all.find(one => one.id === id)
    return found && { ...found, readings: [], showsWithinSeconds: 60 }
  },
})
const healables = [
  healableOf('disk', ['critical'], disks),
  healableOf('target', ['drifted'], targets),
]

function createAsk() {
  const running = runPlugin(plugin, {
    config: {
      policies: [
        { name: 'back', action, for: { kind: 'target', states: ['drifted'] } },
        { name: 'prune', action, for: { kind: 'disk', states: ['critical'] } },
      ],
    },
    projections: [policies],
  })
  // It is of this plugin, as its own config says.
  const host = { ...running.host, healables: () => healables } as Host<
    RecoveryConfig,
    RecoveryEvent
  >
  const route = runRoute(host)
  const ask = async (payload: object) => {
    const caller = { actor: { kind: 'person', id: 'ada' }, scopes: ['operate'], boards: null }
    const body = { how: 'rehearsed', note: null, ...payload }
    await route.handle({ caller, payload: body } as unknown as Call)
    return (await running.recorded()).at(-1)
  }
  return ask
}

t.test('whatever has its name as its id is asked for by it, also when it is well', async t => {
  const ask = createAsk()
  for (const subject of ['production', 'staging'])
    t.match(await ask({ policy: 'back', subject }), {
      type: 'recovery.Asked',
      data: { kind: 'target', subjectId: subject, how: 'rehearsed' },
    })
  await t.rejects(ask({ policy: 'back', subject: 'elsewhere' }), { code: 'DECKLOG_NOT_FOUND' })
})

t.test('what is no id may be the name of what ails, where that is of one alone', async t => {
  const ask = createAsk()
  const asked = { policy: 'prune', subject: '/data' }
  await t.rejects(ask(asked), { code: 'DECKLOG_VALIDATION' })
  t.match(await ask({ ...asked, host: 'web02' }), { data: { subjectId: second } })
  t.match(await ask({ ...asked, subject: first }), { data: { subjectId: first } })
})
