import Joi from 'joi'
import t from 'tap'
import type { GuardSpec } from '../../../../core/guarding/guard.ts'
import { guardPage } from '../../../../core/guarding/describing/guard-page.ts'
import { runPlugin } from '../../../../core/testing/run-plugin.ts'
import { createTankGuard } from '../tank-guard.ts'

function pageOf(more: Partial<GuardSpec> = {}, eventsAt?: string): string {
  const guard = createTankGuard({ next: [] }, more)
  const { contribution, host } = runPlugin(guard)
  const plugin = { ...guard, create: () => contribution } as never
  const style = { level: 1, ...(eventsAt === undefined ? {} : { eventsAt }) } as const
  return guardPage({ plugin, config: host.config, contribution }, style) ?? ''
}

const declared: Partial<GuardSpec> = {
  config: Joi.object({
    file: Joi.string().default('/srv/tanks').description('Where | they are written.'),
  }),
  measures: {
    level: {
      ...{ title: 'Level', unit: 'percent', leaveMargin: 5, enterAfter: 60, leaveAfter: 120 },
      below: { warning: 20, critical: 10 },
      forecast: { reaches: 0, within: { warning: 3_600 } },
    },
    flow: { title: 'Flow', unit: 'per_second' },
  },
}

t.test('a page tells all that follows from a declaration', async t => {
  const page = pageOf(declared)
  for (const line of [
    '# Tanks',
    '`tank` 1.0.0. Watches how full the tanks are. A reading is due every 60 s. Every machine reads its own.',
    '| `level` | Level | percent | below 20 for 60 s | below 10 for 60 s | - | back at 25, 15 for 120 s | reaches 0, warning within 3600 s |',
    '| `flow` | Flow | per_second | - | - | - | it is not judged | - |',
    '| `plugins.tank.file` | string | `"/srv/tanks"` | Where \\| they are written. |',
    '| `tank.Sampled` | 1 | A reading was taken and judged by its limits. |',
    '### tank.Sampled',
    '- `tankSample-<id>`: kept for 90 days',
    '- `tankLevel-<id>`: kept for ever',
    '  - `subject`: One subject; all by default.',
    '- `decklog guards report tank`: what its gate would have stopped, and when.',
    '- `POST /api/v1/guards/tank/{subject}/forget`: forgets one, with a reason.',
    '`guard-levels`, `guard-usage`',
  ])
    t.ok(page.split('\n').includes(line), line)
  t.match(page, /^- `tank`: Is all well with this\?.* It begins in the mode `watch`\./m)
  t.match(page, /^- `tank`, of the kind `tank`: .*`tank\.LevelChanged`, `tank\.Forgotten`\.$/m)
  t.match(page, /^- `decklog check tank`: .*exits 0 ok, 1 warning, 2 critical, 3 unknown\.$/m)
  t.match(page, /guard_subjects\{guard="tank"/)
  t.notMatch(page, '/readings')
})

t.test('every event of it is shown by its example', async t => {
  const examples = [...pageOf(declared).matchAll(/```json\n(.*?)\n```/gs)]
  const { events } = createTankGuard({ next: [] })
  t.strictSame(
    examples.map(([, json = '']) => JSON.parse(json) as unknown),
    Object.values(events).map(({ example }) => example as unknown),
  )
})

t.test('beside a reference of all events, it points there', async t => {
  const page = pageOf(declared, 'events.md')
  t.match(page, '[`tank.LevelChanged`](events.md#tanklevelchanged)')
  t.notMatch(page, '```json')
})

t.test('how its readings come is told', async t => {
  const brought = pageOf({ read: undefined } as never)
  t.match(brought, 'Its readings come in over HTTP.')
  t.match(brought, '`POST /api/v1/guards/tank/readings`')
  t.match(brought, '`plugins.tank.mostSubjects`')
  t.match(pageOf({ place: 'one' }), 'One process reads it for all machines.')
  t.match(pageOf({ measures: {} }), 'Each reading brings its own, or a level.')
})

t.test('what a team writes is text, and no markup', async t => {
  const page = pageOf({
    title: 'Tanks\n## <b>all</b>',
    summary: 'Watches *all* of [it](http://a).',
  })
  t.ok(page.startsWith('# Tanks ## \\<b\\>all\\</b\\>\n'), page.slice(0, 60))
  t.match(page, 'Watches \\*all\\* of \\[it\\](http://a).')
})

t.test('of a plugin that is no guard there is no page', async t => {
  const { plugin, config } = { plugin: createTankGuard({ next: [] }) as never, config: {} }
  t.equal(guardPage({ plugin, config, contribution: {} }, { level: 1 }), undefined)
})
