import Joi from 'joi'
import { shapes } from '../../core/plugin-api.ts'
import type { RuntimeSituation, SituationFacts } from './judging/situation-facts.ts'

const runtime = Joi.object().unknown().required().description('What was known of the runtime.')
const gaps = Joi.array()
  .items(Joi.object({ from: Joi.string().required(), to: Joi.string().required() }))
  .required()
  .description('When nothing could be received.')
const unknown = { runtime: null, lost: null, signs: { probe: null, sessions: null } }

/** What a change of an agent's standing was judged on, as its event has it. */
export const judgedOn = shapes.shape<SituationFacts>(
  Joi.object({
    agent: Joi.object().unknown().required().description('How it is looked at, and since when.'),
    ...{ runtime, gaps },
  }).description(
    'What it was judged on beside its signs, so that it can be judged again; absent: not recorded.',
  ),
  {
    agent: {
      ...{ everySeconds: 1_800, graceSeconds: null, schedule: null, runtimeSessionId: null },
      ...{ probe: null, pausedAt: null, expectedSince: '2026-01-01T10:00:00.000Z' },
      configuredAt: '2026-01-01T10:00:00.000Z',
      recorded: { reason: 'healthy', since: '2026-01-01T11:00:00.000Z' },
    },
    ...{ runtime: unknown, gaps: [] },
  },
)

/** What a runtime was judged on that was lost or came back, as its event has it. */
export const runtimeJudgedOn = shapes.shape<RuntimeSituation>(
  Joi.object({ runtime, gaps }).description(
    'What it was judged on, so that it can be judged again; absent: not recorded.',
  ),
  { runtime: unknown, gaps: [] },
)
