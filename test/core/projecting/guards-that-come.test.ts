import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { EventSource } from '../../../core/events/event-catalog.ts'
import { guardEvents } from '../../../core/guarding/guard-events.ts'
import { observationOf } from '../../../core/guarding/taking/observation-of.ts'
import { followingGuards } from '../../../core/projecting/widen.ts'
import type { Projection } from '../../../core/projection.ts'
import levels from '../../../projections/guard-levels/projection.ts'
import { prepareReadSide, type ReadSide, startReadSide } from '../../support/read-side.ts'
import { until } from '../../support/until.ts'

const sourceOf = (name: string): EventSource => ({
  name,
  events: guardEvents(name),
  streams: { [`${name}Sample`]: {}, [`${name}Level`]: {}, [`${name}Day`]: {} },
})
const following = (...guards: readonly string[]): Projection =>
  followingGuards(levels as Projection, guards)

async function sample(side: ReadSide, guard: string, subject: string): Promise<void> {
  const taking = { name: guard, intervalSeconds: 60, host: null, measures: {}, limits: {} }
  const { stream, event } = observationOf(taking, { subject, level: 'ok', text: 'Well.' })
  const metadata = { schemaVersion: '1', receivedAt: new Date().toISOString() }
  await side.ledger.append(stream, [{ id: randomUUID(), metadata, ...event }])
}

const subjectsOf = async (side: ReadSide): Promise<readonly string[]> => {
  const { rows } = await side.rows('guard-levels')
  return rows.map(row => `${row['guard']} ${row['subject']}`).sort()
}

t.test(
  'a guard that comes is found with its history, and none that were there are lost',
  async t => {
    const ground = await prepareReadSide(t)
    const first = await startReadSide(t, {
      ...ground,
      projections: [following('tank')],
      sources: [sourceOf('tank')],
    })
    await sample(first, 'tank', 'north')
    await sample(first, 'queue', 'mail')
    t.strictSame(await subjectsOf(first), ['tank north'])

    // Another process knows a guard that the first does not, and lacks one that it has.
    const second = await startReadSide(t, {
      ...ground,
      projections: [following('queue')],
      sources: [sourceOf('queue')],
    })
    await until('both guards are shown', async () => {
      const shown = await subjectsOf(second).catch((): readonly string[] => [])
      return shown.length === 2
    })
    t.strictSame(await subjectsOf(second), ['queue mail', 'tank north'])

    // Whoever leads, what either of them records is folded.
    await sample(second, 'tank', 'south')
    await sample(second, 'queue', 'post')
    const all = ['queue mail', 'queue post', 'tank north', 'tank south']
    t.strictSame(await subjectsOf(first), all)
    t.strictSame(await subjectsOf(second), all)
    const [status] = second.board.status()
    t.match(status, { state: 'live', parked: 0 })

    // The one that has led goes, and the other goes on with what both have.
    await first.stop()
    await sample(second, 'tank', 'west')
    await until('the other leads', async () => {
      const shown = await subjectsOf(second).catch((): readonly string[] => [])
      return shown.includes('tank west')
    })
    t.equal(second.board.generations().filter(({ live }) => live).length, 1)
  },
)
