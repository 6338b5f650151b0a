import t from 'tap'
import { manifestExample } from '../../../../plugins/release/manifest-example.ts'
import { release } from '../../../../plugins/release/release.ts'
import { releaseIdOf } from '../../../../plugins/release/release-id.ts'
import { releaseEvents } from '../../../../plugins/release/event-specs.ts'
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
