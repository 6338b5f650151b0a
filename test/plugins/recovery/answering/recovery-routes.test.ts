import t from 'tap'
import type { Host } from '../../../../core/host.ts'
import type { Call, Caller } from '../../../../core/http/route.ts'
import { runPlugin } from '../../../../core/testing/run-plugin.ts'
import {
  approveRoute,
  resumeRoute,
} from '../../../../plugins/recovery/answering/recovery-routes.ts'
import type { RecoveryConfig } from '../../../../plugins/recovery/config.ts'
import { decideOn } from '../../../../plugins/recovery/deciding/decide-on.ts'
import type { RecoveryEvent } from '../../../../plugins/recovery/events.ts'
import plugin from '../../../../plugins/recovery/plugin.ts'
import recoveries from '../../../../projections/recoveries/projection.ts'
import { about, consider, digest, idOf, limits } from '../story.ts'

const board = '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'
const callerOf = (kind: Caller['actor']['kind'], boards: Caller['boards'] = null): Caller =>
  ({ actor: { kind, id: 'ada' }, scopes: ['operate', 'approve'], boards }) as Caller

/** One suggestion that waits for a person. */
async function createSuggestion() {
  const running = runPlugin(plugin, { projections: [recoveries] })
  // It is of this plugin, as its own config says.
  const host = running.host as Host<RecoveryConfig, RecoveryEvent>
  await decideOn(host, consider(0, { limits: { ...limits, mode: 'suggest' } }))
  const send =
    (route: ReturnType<typeof approveRoute>) =>
    (caller: Caller, payload: object = {}) => {
      const call = { caller, params: { id: about.recoveryId }, payload: { note: null, ...payload } }
      return route.handle(call as unknown as Call)
    }
  return {
    approve: send(approveRoute(host)),
    resume: send(resumeRoute(host)),
    last: async () => (await running.recorded()).at(-1),
  }
}

t.test('a person approves the very action that was shown', async t => {
  const { approve, last } = await createSuggestion()
  await approve(callerOf('person'), { digest })
  t.match(await last(), {
    type: 'recovery.Approved',
    data: { attemptId: idOf(9), digest },
    metadata: { actor: 'person:ada' },
  })
})

t.test('what acts by itself approves nothing, whatever its scopes', async t => {
  const { approve, last } = await createSuggestion()
  for (const kind of ['agent', 'service', 'system'] as const)
    await t.rejects(async () => approve(callerOf(kind), { digest }), { code: 'DECKLOG_FORBIDDEN' })
  t.match(await last(), { type: 'recovery.Suggested' })
})

t.test('another action, or another attempt, is not what was suggested', async t => {
  const { approve, last } = await createSuggestion()
  const wrong = [{ digest: 'b'.repeat(64) }, { digest, attempt_id: idOf(8) }]
  for (const payload of wrong)
    await t.rejects(async () => approve(callerOf('person'), payload), { code: 'DECKLOG_REFUSED' })
  t.match(await last(), { type: 'recovery.Suggested' })
})

t.test('nobody approves or resumes what is of no board of theirs', async t => {
  const { approve, resume } = await createSuggestion()
  const limited = callerOf('person', [board])
  await t.rejects(async () => approve(limited, { digest }), { code: 'DECKLOG_NOT_FOUND' })
  await t.rejects(async () => resume(limited), { code: 'DECKLOG_NOT_FOUND' })
})
