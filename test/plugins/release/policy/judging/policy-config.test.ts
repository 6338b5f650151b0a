import t from 'tap'
import { policyConfig } from '../../../../../plugins/release/policy/judging/policy-config.ts'

const waiver = {
  rule: 'bare-major-tag',
  reference: 'postgres:16',
  who: 'ann',
  why: 'no other tags',
  expires: '2026-12-31',
}

t.test('knows our images by the names that a release builds, and waives nothing', async t => {
  t.strictSame(policyConfig.validate(undefined).value, {
    ownImages: ['backend', 'frontend'],
    floatingTags: [],
    waivers: [],
  })
})

t.test('takes a waiver that says who, why and until when', async t => {
  t.equal(policyConfig.validate({ waivers: [waiver] }).error, undefined)
})

for (const [what, change] of [
  ['no one who answers for it', { who: undefined }],
  ['no reason', { why: ' ' }],
  ['no end', { expires: undefined }],
  ['an end that is no day', { expires: '2026-02-30' }],
  ['an end that is a time', { expires: '2026-12-31T00:00:00Z' }],
  ['a rule that there is not', { rule: 'latest' }],
  ['neither image nor service', { reference: undefined }],
] as const) {
  t.test(`refuses a waiver with ${what}`, async t => {
    t.ok(policyConfig.validate({ waivers: [{ ...waiver, ...change }] }).error)
  })
}

for (const name of ['ghcr.io/acme/app:1.2', 'Backend', '', 'app@sha256:1', 'a b'])
  t.test(`refuses ${name || 'nothing'} as the name of our images`, async t => {
    t.ok(policyConfig.validate({ ownImages: [name] }).error)
  })
