import fc from 'fast-check'
import t from 'tap'
import { judgeReference } from '../../../../../plugins/release/policy/judging/judge-reference.ts'
import {
  formatReference,
  type ImageReference,
  parseReference,
} from '../../../../../plugins/release/policy/reference/parse-reference.ts'

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

for (const [text, canonical] of [
  ['ubuntu', 'docker.io/library/ubuntu'],
  ['ubuntu:24.04', 'docker.io/library/ubuntu:24.04'],
  ['library/ubuntu', 'docker.io/library/ubuntu'],
  ['docker.io/ubuntu', 'docker.io/library/ubuntu'],
  ['index.docker.io/library/ubuntu', 'docker.io/library/ubuntu'],
  ['acme/app', 'docker.io/acme/app'],
  ['localhost/app', 'localhost/app'],
  ['localhost:5000/app:1.2', 'localhost:5000/app:1.2'],
  ['ghcr.io:443/acme/app', 'ghcr.io/acme/app'],
  ['GHCR.IO/acme/app', 'ghcr.io/acme/app'],
  ['[::1]:5000/app', '[::1]:5000/app'],
  ['[0:0:0:0:0:0:0:1]:5000/app', '[::1]:5000/app'],
  ['127.0.0.1:5000/a/b/c:_x', '127.0.0.1:5000/a/b/c:_x'],
  ['a__b/c---d/e.f_g', 'docker.io/a__b/c---d/e.f_g'],
  [`app:1.2@${digest}`, `docker.io/library/app:1.2@${digest}`],
  [`app@sha512:${'a'.repeat(128)}`, `docker.io/library/app@sha512:${'a'.repeat(128)}`],
  [`app:${'x'.repeat(128)}`, `docker.io/library/app:${'x'.repeat(128)}`],
] as const) {
  t.test(`reads ${text.slice(0, 40)}`, async t => {
    const parsed = parseReference(text)
    t.equal(parsed.kind === 'valid' && formatReference(parsed.reference), canonical)
  })
}

for (const [text, problem] of [
  ['', 'empty'],
  ['a'.repeat(64), 'image_id'],
  ['Ubuntu', 'uppercase'],
  ['ghcr.io/Acme/app', 'uppercase'],
  ['-host.io/app', 'domain'],
  ['host.io:x/app', 'domain'],
  ['host.io:99999/app', 'domain'],
  ['[::1/app', 'domain'],
  ['[1:2:3]/app', 'domain'],
  ['ghcr.io/', 'path'],
  ['ghcr.io//app', 'path'],
  ['a___b', 'path'],
  ['a..b', 'path'],
  ['app-', 'path'],
  ['my app', 'path'],
  ['x'.repeat(248), 'length'],
  ['app:', 'tag'],
  ['app:-x', 'tag'],
  [`app:${'x'.repeat(129)}`, 'tag'],
  ['app:1:2', 'tag'],
  ['app@', 'digest'],
  ['app@sha256', 'digest'],
  [`app@sha256:${'A'.repeat(64)}`, 'digest'],
  [`app@sha256:${'a'.repeat(63)}`, 'digest'],
  [`app@sha1:${'a'.repeat(40)}`, 'digest'],
  [`app@${digest}:1.2`, 'digest'],
  [`app@${digest}@${digest}`, 'digest'],
] as const) {
  t.test(`refuses ${text.slice(0, 40) || 'nothing'} for its ${problem}`, async t => {
    t.match(parseReference(text), { kind: 'invalid', problem })
  })
}

const alphanumeric = fc.stringMatching(/^[a-z0-9]{1,6}$/)
const component = fc
  .tuple(alphanumeric, fc.constantFrom('.', '_', '__', '-', '---'), alphanumeric)
  .map(parts => parts.join(''))
const path = fc.array(component, { minLength: 1, maxLength: 3 }).map(parts => parts.join('/'))
const domain = fc.constantFrom('docker.io', 'ghcr.io', 'localhost', 'localhost:5000', '[::1]:8443')
const tag = fc.oneof(
  fc.stringMatching(/^[\w][\w.-]{0,20}$/),
  fc.constantFrom('latest', '16', '16-alpine', '3f9c2b7a1d5e-20260101t120000z', '1.2.3'),
)
const hex = fc.stringMatching(/^[0-9a-f]{64}$/).map(digits => `sha256:${digits}`)

const reference: fc.Arbitrary<ImageReference> = fc
  .record({ domain, path, tag, digest: hex }, { requiredKeys: ['domain', 'path'] })
  .map(({ domain: host, path: name, ...rest }) => ({
    domain: host,
    path: host === 'docker.io' && !name.includes('/') ? `library/${name}` : name,
    ...rest,
  }))

const settings = { numRuns: 300, seed: 7 }

t.test('what is written out is read back as it was', async () => {
  fc.assert(
    fc.property(reference, given => {
      t.strictSame(parseReference(formatReference(given)), { kind: 'valid', reference: given })
    }),
    settings,
  )
})

t.test('reading and writing out again changes nothing', async () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const parsed = parseReference(text)
      if (parsed.kind === 'invalid') return
      const written = formatReference(parsed.reference)
      t.strictSame(parseReference(written), parsed)
    }),
    settings,
  )
})

function spellings(text: string): readonly string[] {
  const [, host = '', rest = ''] = /^([^/]+)\/(.*)$/s.exec(text) ?? []
  const short = rest.replace(/^library\/(?=[^/]*$)/, '')
  // What has a dot before its first slash would be taken for a registry.
  const isFamiliar = host === 'docker.io' && !/^[^/]*\.[^/]*\//.test(short)
  const familiar = isFamiliar ? [short, rest].filter(name => !/^[^/]*\.[^/]*\//.test(name)) : []
  const hub = host === 'docker.io' ? ['index.docker.io', 'registry-1.docker.io'] : []
  const port = /:\d+$/.test(host) ? [] : [`${host}:443`]
  const hosts = [host.toUpperCase(), ...hub, ...port]
  return [...familiar, ...hosts.map(other => `${other}/${rest}`)]
}

t.test('the verdict is the same whichever way a reference is spelled', async t => {
  const policy = {
    ownImages: ['docker.io/a1', 'ghcr.io/b2', 'c3'],
    floatingWords: [],
    ownDigests: 'required',
  } as const
  const verdictOf = (text: string): unknown => {
    const parsed = parseReference(text)
    return parsed.kind === 'valid' ? judgeReference(parsed.reference, policy) : parsed
  }
  fc.assert(
    fc.property(reference, given => {
      const text = formatReference(given)
      for (const spelled of spellings(text))
        t.strictSame(verdictOf(spelled), verdictOf(text), spelled)
    }),
    settings,
  )
})
