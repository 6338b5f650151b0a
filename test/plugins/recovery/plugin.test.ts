import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { packageRoot } from '../../../core/config/package-root.ts'
import type { Healable } from '../../../core/healing/healable.ts'
import plugin from '../../../plugins/recovery/plugin.ts'
import { checkPolicies } from '../../../plugins/recovery/check-policies.ts'
import { recoveryConfig, type RecoveryConfig } from '../../../plugins/recovery/config.ts'
import { prune } from '../../../plugins/disk/healing/prune.ts'
import { pluginContract } from '../../contracts/plugin.ts'

void pluginContract(t, plugin)

const action = { run: { argv: ['true'] } }
const policy = { name: 'one', for: { kind: 'disk', level: 'critical' }, action }
const config = (section: object): RecoveryConfig => {
  const { value, error } = recoveryConfig([]).validate(section)
  if (error) throw error
  return value
}
const fieldOf = (section: object): string =>
  recoveryConfig([]).validate(section).error?.details[0]?.path.join('.') ?? 'none'
const refused = (...policies: readonly object[]): string => fieldOf({ policies })

t.test('a policy says what for and what, and is careful otherwise', async t => {
  t.match(config({ policies: [policy] }), {
    ...{ atOnce: 3, settle: 120, interval: 5 },
    policies: [{ mode: 'suggest', after: 60, cooldown: 300, attempts: 3, within: 3_600 }],
  })
  t.equal(refused({ ...policy, for: { kind: 'disk' } }), 'policies.0.for')
  t.equal(refused({ ...policy, name: 'Two Words' }), 'policies.0.name')
  t.equal(refused(policy, policy), 'policies.1')
  t.equal(refused({ ...policy, mode: 'always' }), 'policies.0.mode')
})

t.test('an action is a program, a call or an action of the owner, and one of them', async t => {
  t.equal(refused({ ...policy, action: {} }), 'policies.0.action')
  const both = { ...action, own: { name: 'prune' } }
  t.equal(refused({ ...policy, action: both }), 'policies.0.action')
  t.equal(
    refused({ ...policy, action: { run: { argv: 'rm -rf /' } } }),
    'policies.0.action.run.argv',
  )
})

t.test('only hosts that are listed are called', async t => {
  const call = { ...policy, action: { http: { url: 'https://hooks.example/restart' } } }
  t.throws(() => config({ policies: [call] }), /policies.one.action.http/)
  t.doesNotThrow(() => config({ httpHosts: ['hooks.example'], policies: [call] }))
  t.throws(() => config({ httpHosts: ['hooks.example.org'], policies: [call] }))
})

const disks: Healable = {
  ...{ kind: 'disk', summary: 'Disks.', states: ['unknown', 'warning', 'critical', 'emergency'] },
  ...{ ailing: async () => [], look: async () => undefined, actions: { prune } },
}
const agents: Healable = {
  ...{ kind: 'agent', summary: 'Agents.', states: ['stale'], reasons: ['heartbeat_stale'] },
  ...{ node: 'needed', ailing: async () => [], look: async () => undefined },
}
const problemOf = (one: object): string => {
  try {
    checkPolicies(config({ policies: [one] }), [disks, agents])
    return 'none'
  } catch (error) {
    return String(Reflect.get(Reflect.get(Object(error), 'fields')[0], 'field'))
  }
}

t.test('a policy for what there is not is refused by name', async t => {
  const path = 'plugins.recovery.policies.one'
  t.equal(problemOf(policy), 'none')
  t.equal(problemOf({ ...policy, for: { kind: 'dsik', level: 'critical' } }), `${path}.for.kind`)
  t.equal(problemOf({ ...policy, for: { kind: 'disk', states: ['full'] } }), `${path}.for.states`)
  const agent = { kind: 'agent', states: ['stale'], reasons: ['tired'] }
  t.equal(problemOf({ ...policy, node: 'web01', for: agent }), `${path}.for.reasons`)
  t.equal(problemOf({ ...policy, for: { kind: 'agent', states: ['stale'] } }), `${path}.node`)
  const own = (name: string, options: object): object => ({
    ...policy,
    action: { own: { name, with: options } },
  })
  t.equal(problemOf(own('prune', { paths: ['/data/cache'] })), 'none')
  t.equal(problemOf(own('constructor', {})), `${path}.action.own.name`)
  t.equal(problemOf(own('prune', { paths: ['/data/../etc'] })), `${path}.action.own.with`)
  t.equal(problemOf(own('prune', { paths: ['data'] })), `${path}.action.own.with`)
  t.equal(problemOf(own('prune', { paths: ['/'] })), `${path}.action.own.with`)
})

t.test('the policies of the how-to can be used as they stand there', async t => {
  const page = readFileSync(join(packageRoot, 'docs/how-to/heal.md'), 'utf8')
  const [, yaml = ''] = /^```yaml\n(.*?)^```/ms.exec(page) ?? []
  const { plugins } = parse(yaml)
  const read = config(plugins.recovery)
  t.equal(read.policies.length, 2)
  const states = ['stale', 'failing', 'unreachable']
  const reasons = ['heartbeat_stale', 'heartbeat_missing']
  t.doesNotThrow(() => checkPolicies(read, [disks, { ...agents, states, reasons }]))
})
