import t from 'tap'
import { rolloutConfig } from '../../support/shipped-config.ts'
import plugin from '../../../plugins/rollout/plugin.ts'
import { pluginContract } from '../../contracts/plugin.ts'

void pluginContract(t, plugin)

const messageOf = (section: object): string =>
  rolloutConfig.validate(section).error?.message ?? 'valid'
const production = (target: object): object => ({ targets: { production: target } })

t.test('a target says all that there is to look at, or nothing', async t => {
  t.equal(messageOf(production({})), 'valid')
  t.equal(messageOf(production({ health: [{ url: 'https://app.example/healthz' }] })), 'valid')
  t.match(messageOf(production({ health: [{ url: 'file:///etc/passwd' }] })), /url/)
  t.match(messageOf(production({ images: {} })), /images/)
  t.match(messageOf(production({ rollback: { command: [] } })), /command/)
  t.match(messageOf({ targets: { self: {} } }), /self/)
})

t.test('a health gate can be passed, and the default target is one', async t => {
  const gate = { attempts: 2, successes: 3 }
  t.match(messageOf(production({ healthGate: gate })), /more good looks in a row/)
  t.match(messageOf({ defaultTarget: 'staging' }), /names no target/)
  t.match(messageOf({ defaultTarget: 'constructor' }), /names no target/)
  t.equal(messageOf({ ...production({}), defaultTarget: 'production' }), 'valid')
})
