import Joi from 'joi'
import t from 'tap'
import { defineGuard, type GuardPlugin } from '../../../core/guarding/define-guard.ts'
import { lookAtPromises } from '../../../core/testing/contract.ts'
import { guardContract, guardPromises, readGuard } from '../../../core/testing/guard-contract.ts'

const queue = defineGuard({
  ...{ name: 'queue', version: '1.0.0', summary: 'Watches a queue.', every: 30 },
  config: Joi.object<{ waiting: number }>({
    waiting: Joi.number().default(3).description('How many wait.'),
  }),
  measures: { waiting: { title: 'Waiting', unit: 'count', above: { warning: 100 } } },
  read: (_signal, { config, machine }) => [
    { subject: machine.name, values: { waiting: config.waiting } },
  ],
})

t.test('reads once, as it is configured', async t => {
  t.strictSame(await readGuard(queue, { config: { waiting: 7 } }), [
    { subject: 'web01', values: { waiting: 7 } },
  ])
  await t.rejects(readGuard(queue, { config: { wating: 7 } }), {
    code: 'DECKLOG_CONFIG_INVALID',
    message: /did you mean waiting/,
  })
})

t.test('names the field of a reading that cannot be taken', async t => {
  await t.rejects(readGuard(queue, { config: { waiting: Infinity } }), /waiting/)
  const strange = defineGuard({ ...queue.guard, read: () => [{ subject: 'a', values: { x: 1 } }] })
  await t.rejects(readGuard(strange), /values\.x is no measure/)
})

t.test('a guard in order keeps its contract', t => guardContract(t, queue))

async function broken<Config extends object>(
  guard: GuardPlugin<Config>,
): Promise<readonly string[]> {
  const found = []
  for await (const held of lookAtPromises(guardPromises(guard)))
    if (held.outcome === 'broken') found.push(`${held.says}: ${held.reason}`)
  return found
}

t.test('finds what a guard does not keep', async t => {
  t.strictSame(await broken(queue), [])
  const never = defineGuard({ ...queue.guard, every: 1, read: () => new Promise(() => {}) })
  t.match(await broken(never), [/before its time is over: it did not end within 1 s/])
  const wild = defineGuard({ ...queue.guard, read: () => [{ subject: 'a', values: { x: 1 } }] })
  t.match(await broken(wild), [/values\.x is no measure/])
  const bare = defineGuard({
    ...queue.guard,
    config: Joi.object<{ waiting: number }>({ waiting: Joi.number() }),
  })
  t.match((await broken(bare))[0], /waiting/)
})
