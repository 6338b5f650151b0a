import t from 'tap'
import type { Healable, RawReading } from '../../../../core/healing/healable.ts'
import { recoveryConfig } from '../../../../plugins/recovery/config.ts'
import type { RecoveryCommand } from '../../../../plugins/recovery/deciding/commands.ts'
import { evolve, untried } from '../../../../plugins/recovery/deciding/state.ts'
import { judgeAll } from '../../../../plugins/recovery/planning/judge-all.ts'
import type { KnownRow, World } from '../../../../plugins/recovery/planning/world.ts'
import { emptyList } from '../../../support/empty-list.ts'
import { silentLog } from '../../../support/silent-log.ts'
import { about, acted, at, idOf, reading } from '../story.ts'

const { value: config } = recoveryConfig([]).validate({
  policies: [
    {
      ...{ name: 'prune', for: { kind: 'disk', level: 'critical' } },
      action: { run: { argv: ['true'] } },
    },
  ],
})

/** The command that judges an action that ended two seconds after noon, when this was read. */
async function judgedOf(
  readings: readonly RawReading[],
  state = 'ok',
): Promise<RecoveryCommand | undefined> {
  const look = { ...{ id: 'data', state, readings, showsWithinSeconds: 60 } }
  const healable = {
    ...{ kind: 'disk', states: ['warning', 'critical'], scale: ['warning', 'critical'] },
    look: async () => look,
  } as unknown as Healable
  const row: KnownRow = {
    ...{ recovery_id: about.recoveryId, policy: 'prune', kind: 'disk', subject_id: 'data' },
    ...{ subject: '/data', host: 'web01', board_id: null },
    state: acted(1, 0).reduce(evolve, untried),
  }
  const rows = new Map([[row.recovery_id, row]])
  const world: World = { now: at(20), gaps: [], policies: [], candidates: [], rows }
  let command: RecoveryCommand | undefined
  const host = { config: config!, healables: () => [healable], log: silentLog }
  await judgeAll(host as never, world, async given => void (command = given))
  return command
}

t.test('what was read before the action ended shows nothing, however well it looks', async t => {
  const was = { eventId: reading, state: 'ok' }
  t.match(await judgedOf([{ ...was, at: at(2) }]), {
    type: 'judge',
    good: emptyList,
    bad: emptyList,
  })
  t.match(await judgedOf([{ ...was, at: at(3) }]), {
    ...{ attemptId: idOf(1), standing: 'well', good: [{ eventId: reading }], bad: emptyList },
    showsBy: at(62),
  })
})

t.test(
  'a reading that is still ill speaks against it, and one that failed is not a good one',
  async t => {
    for (const state of ['critical'])
      t.match(await judgedOf([{ eventId: reading, at: at(3), state }], 'critical'), {
        ...{ standing: 'ailing', good: emptyList, bad: [reading] },
      })
    t.match(await judgedOf([]), { good: emptyList, bad: emptyList })
  },
)
