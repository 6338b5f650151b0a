import t from 'tap'
import { manifestExample, releaseIdOf } from '../../../../plugins/release/manifest.ts'
import { release } from '../../../../plugins/release/release.ts'
import { releaseEvents } from '../../../../plugins/release/events.ts'
import { recordExamples } from '../../../support/record-examples.ts'

const command = { releaseId: releaseIdOf(manifestExample), manifest: manifestExample }

t.test('a release is registered with its whole manifest', async t => {
  t.strictSame(release.decide(command, release.initial), [
    { type: 'release.Registered', data: command },
  ])
})

t.test('registering it again is nothing new', async t => {
  const [registered] = recordExamples(releaseEvents, ['release.Registered'])
  const state = release.evolve(release.initial, { ...registered!, ...event() })
  t.strictSame(release.decide(command, state), [])
})

function event() {
  return { type: 'release.Registered', data: command } as const
}
