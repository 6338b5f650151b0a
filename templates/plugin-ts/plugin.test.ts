import { deepEqual, equal } from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { givenFold, pluginContract, projectionContract, runPlugin } from 'decklog/testing'
import plugin from './plugin.ts'
import projection from './projections/NAME-levels/projection.ts'

const folder = await mkdtemp(join(tmpdir(), 'NAME-'))
await writeFile(join(folder, 'one'), '')
await writeFile(join(folder, 'two'), '')
after(() => rm(folder, { recursive: true }))

/** Runs it until it has counted once. */
async function counted(config: object) {
  const running = runPlugin(plugin, { config: { folder, ...config }, projections: [projection] })
  running.start()
  await running.advance(0)
  while ((await running.recorded()).length === 0) await running.advance(0)
  running.stop()
  return running
}

test('counts the files that wait', async () => {
  const [event] = await (await counted({})).recorded()
  deepEqual(event?.data, { host: 'web01', files: 2 })
})

test('denies when too many wait, and while that is not known', async () => {
  equal((await (await counted({ most: 2 })).ask('NAME')).decision, 'allow')
  equal((await (await counted({ most: 1 })).ask('NAME')).decision, 'deny')
  const unknown = runPlugin(plugin, { projections: [projection] })
  equal((await unknown.ask('NAME')).reasons[0]?.code, 'NAME_unknown')
})

test('keeps the newest count of a machine', () => {
  const count = (files: number) => {
    return { type: 'NAME.Counted', data: { host: 'web01', files } } as const
  }
  givenFold(projection, [count(1), count(2)]).thenRows({
    web01: {
      ...{ host: 'web01', files: 2, revision: 1 },
      event_id: '00000000-0000-4000-8000-000000000001',
      counted_at: new Date('2026-01-01T00:00:01.000Z'),
    },
  })
})

test('the plugin keeps its contract', t => pluginContract(t, plugin))
test('the projection keeps its contract', t => projectionContract(t, projection, plugin.events))
