import t from 'tap'
import type { Host } from '../../../../../core/host.ts'
import { type ReleaseConfig, releaseConfig } from '../../../../../plugins/release/config.ts'
import type { ReleaseEvent } from '../../../../../plugins/release/events.ts'
import {
  manifestExample,
  type ManifestImage,
  releaseIdOf,
} from '../../../../../plugins/release/manifest.ts'
import { createImagesGate } from '../../../../../plugins/release/policy/gating/images-gate.ts'
import { createFakeClock } from '../../../../support/fake-clock.ts'
import { closedOutbound } from '../../../../support/closed-outbound.ts'
import { silentLog } from '../../../../support/silent-log.ts'

const releaseId = releaseIdOf(manifestExample)
const eventId = '0b2f6d4e-5c0a-4d0e-9a53-0d1a4c6f0001'

interface Registered {
  readonly images?: readonly ManifestImage[]
  readonly policy?: object
}

function hostOf(rows: readonly object[], policy: object): Host<ReleaseConfig, ReleaseEvent> {
  const refuse = (): Promise<never> => Promise.reject(new Error('a gate only reads'))
  return {
    config: releaseConfig.validate({ policy }).value as ReleaseConfig,
    log: silentLog,
    clock: createFakeClock('2026-06-15T12:00:00.000Z'),
    machine: { name: 'web-1', root: '/' },
    outbound: closedOutbound,
    alarms: [],
    read: async function* () {
      const { commit, images, ...rest } = manifestExample
      yield {
        type: 'release.Registered',
        data: { releaseId, manifest: { commit, images, ...rest } },
        id: eventId,
        stream: `release-${releaseId}`,
        revision: 0n,
        position: 3n,
        receivedAt: new Date('2026-01-01T12:05:00.000Z'),
        recordedAt: new Date('2026-01-01T12:05:00.000Z'),
        metadata: {},
      }
    },
    gate: refuse,
    observe: refuse,
    execute: refuse,
    isHeld: () => false,
    silences: async () => [],
    healables: () => [],
    forgetMachine: refuse,
    all: refuse,
    rows: async <Row extends object>() => ({
      rows: rows as readonly (Row & { _key: string })[],
      position: 7n,
    }),
  }
}

async function ask({ images, policy = {} }: Registered): Promise<readonly string[]> {
  const rows = images ? [{ _key: releaseId, commit: manifestExample.commit, images }] : []
  const gate = createImagesGate(hostOf(rows, policy))
  const { reasons, position } = await gate.answer(
    { release_id: releaseId },
    new AbortController().signal,
  )
  t.equal(position, 7n)
  return reasons.map(({ decision, code, eventIds }) => [decision, code, ...eventIds].join(' '))
}

const { images } = manifestExample
const major = images.map(image => (image.kind === 'foreign' ? { ...image, tag: '17' } : image))

t.test('allows a release that meets the policy', async t => {
  t.strictSame(await ask({ images }), [])
})

t.test('denies a release that does not, and cites its registration', async t => {
  t.strictSame(await ask({ images: major }), [`deny bare_major_tag ${eventId}`])
})

t.test('warns for what is waived, and denies again when the waiver is over', async t => {
  const waiver = { rule: 'bare-major-tag', service: 'postgres', who: 'ann', why: 'no others' }
  const until = (expires: string): object => ({ waivers: [{ ...waiver, expires }] })
  t.strictSame(await ask({ images: major, policy: until('2026-06-15') }), [
    `warn bare_major_tag ${eventId}`,
  ])
  t.strictSame(await ask({ images: major, policy: until('2026-06-14') }), [
    `deny bare_major_tag ${eventId}`,
  ])
})

t.test('denies a release that nobody registered', async t => {
  t.strictSame(await ask({}), ['deny release_unknown'])
})

t.test(
  'a waiver of a service lets pass that service alone, as it does in a Compose file',
  async t => {
    const shared = major.map(image =>
      image.kind === 'foreign' ? { ...image, services: ['postgres', 'replica'] } : image,
    )
    const waived = (...services: readonly string[]): object => ({
      waivers: services.map(service => ({
        ...{ rule: 'bare-major-tag', service, who: 'ann', why: 'no others', expires: '2026-12-31' },
      })),
    })
    t.strictSame(await ask({ images: shared }), [`deny bare_major_tag ${eventId}`], 'told once')
    for (const service of ['postgres', 'replica'])
      t.strictSame(
        (await ask({ images: shared, policy: waived(service) })).toSorted(),
        [`deny bare_major_tag ${eventId}`, `warn bare_major_tag ${eventId}`],
        service,
      )
    t.strictSame(await ask({ images: shared, policy: waived('postgres', 'replica') }), [
      `warn bare_major_tag ${eventId}`,
    ])
  },
)
