import Joi from 'joi'
import t from 'tap'
import type { TakingPart } from '../../../core/gate.ts'
import { checkContributions } from '../../../core/loading/check-contributions.ts'
import { discoverBuiltIn, mergePacks } from '../../../core/loading/discover-plugins.ts'
import { codeOfPlugin } from '../../../core/loading/plugin-code.ts'
import { definePlugin, type Plugin } from '../../../core/plugin.ts'
import { emptyList } from '../../support/empty-list.ts'
import { gsdConfig, rolloutConfig } from '../../support/shipped-config.ts'

const builtIn = await discoverBuiltIn()

function own(takesPart: readonly TakingPart[]): Plugin {
  const nothing = { config: Joi.object({}), events: {}, streams: {}, create: () => ({}) }
  return definePlugin({ name: 'tank', version: '1.0.0', ...nothing, takesPart })
}
const gather = (...plugins: readonly Plugin[]) =>
  mergePacks([builtIn, { from: 'test', plugins, projections: [] }]).plugins
const settingsOf = (plugins: readonly Plugin[], name: string) =>
  plugins.find(plugin => plugin.name === name)?.config.validate({}).value

const gate = (name: string, ...about: readonly string[]) => ({
  ...{ gate: name, about, alsoAbout: [], question: {} },
})
const verification = { ...gate('verification', 'release_id'), alsoAbout: ['board_id'] }
const shipped = {
  planning: [],
  implementation: [],
  rollout: [gate('disk'), gate('continuity', 'board_id'), gate('images', 'release_id')],
  validation: [],
  hardening: [verification],
  completion: [verification],
}

t.test('what is built in takes part where it always did', async t => {
  const { gates, defaultGates } = settingsOf(gather(), 'gsd')
  t.strictSame({ gates, defaultGates }, { gates: shipped, defaultGates: shipped })
  t.match(settingsOf(gather(), 'rollout'), {
    gateChecks: [
      { gate: 'disk', about: emptyList },
      { gate: 'continuity', about: ['board_id'] },
    ],
  })
})

t.test('another plugin takes part in both without a change to either', async t => {
  const plugins = gather(
    own([
      { gate: 'tank', at: 'step:rollout' },
      { gate: 'tank', at: 'verification', about: ['board_id'] },
    ]),
  )
  const { gates } = settingsOf(plugins, 'gsd')
  t.strictSame(gates, {
    ...shipped,
    rollout: [shipped.rollout[0], gate('tank'), ...shipped.rollout.slice(1)],
  })
  const { gateChecks } = settingsOf(plugins, 'rollout')
  t.match(gateChecks, [{ gate: 'disk' }, { gate: 'continuity' }, { gate: 'tank' }])
  const required = (name: string) =>
    plugins
      .find(plugin => plugin.name === 'rollout')
      ?.config.validate({ targets: { app: { required: [name] } } }).error
  t.equal(required('tank'), undefined)
  t.ok(required('tanks'))
})

t.test('what the configuration says is asked instead, and what it leaves out is known', async t => {
  const { value } = gsdConfig.validate({ gates: { rollout: [{ gate: 'own' }] } })
  t.match(value.gates.rollout, [{ gate: 'own' }])
  t.strictSame(value.defaultGates.rollout, shipped.rollout)
})

t.test('who was asked by default is read as it was recorded', async t => {
  const then = { ...shipped, rollout: [gate('gone')] }
  const options = { allowUnknown: true }
  t.strictSame(gsdConfig.validate({ defaultGates: then }, options).value.defaultGates, then)
  const gateChecks = [{ gate: 'gone', about: [], alsoAbout: [] }]
  t.strictSame(rolloutConfig.validate({ gateChecks }, options).value.gateChecks, gateChecks)
})

t.test('the code of a plugin that gathers is known as before', async t => {
  const gsd = gather().find(({ name }) => name === 'gsd')
  t.match(codeOfPlugin(gsd ?? {}), /plugins\/gsd$/)
})

t.test('takes no part in what there is not, nor twice', async t => {
  const refused = (...parts: readonly TakingPart[]) =>
    t.throws(() => gather(own(parts)), { code: 'DECKLOG_PLUGIN_INVALID', message: /plugin tank/ })
  refused({ gate: 'tank', at: 'step:lunch' })
  refused({ gate: 'tank', at: 'step:rollout', about: ['moon'] })
  refused({ gate: 'tank', at: 'verification', alsoAbout: ['moon'] })
  refused({ gate: 'tank', at: 'verification' }, { gate: 'tank', at: 'verification' })
})

t.test('only a gate takes part that is offered, and asked what it knows', async t => {
  const check = (part: TakingPart): void => {
    const finding = { reasons: [], position: 0n }
    const question = Joi.object({ board_id: Joi.string().description('A board.') })
    const offered = { name: 'tank', summary: 'Is it full?', question, answer: async () => finding }
    const plugins = [{ plugin: own([part]), contribution: { gates: [offered] } }]
    checkContributions({ plugins, routes: [], projections: [], eventTypes: new Set() })
  }
  const refused = { code: 'DECKLOG_PLUGIN_INVALID' }
  check({ gate: 'tank', at: 'step:rollout', about: ['board_id'] })
  t.throws(() => check({ gate: 'tub', at: 'step:rollout' }), refused)
  t.throws(() => check({ gate: 'tank', at: 'step:rollout', about: ['release_id'] }), refused)
  t.throws(() => check({ gate: 'tank', at: 'step:rollout', alsoAbout: ['release_id'] }), refused)
})
