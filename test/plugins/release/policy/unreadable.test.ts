import t from 'tap'
import { findingsOf, withImage, type PolicyCase } from './policy-case.ts'

interface Unreadable extends Omit<PolicyCase, 'finds'> {
  readonly place: string
}

const cases: readonly Unreadable[] = [
  { title: 'a file that is not there', files: {}, place: 'compose.yml:1' },
  {
    title: 'broken YAML',
    files: { 'compose.yml': 'services:\n  app: [\n' },
    place: 'compose.yml:3',
  },
  {
    title: 'a key twice',
    files: { 'compose.yml': 'services: {}\nservices: {}\n' },
    place: 'compose.yml:2',
  },
  { title: 'a list', files: { 'compose.yml': '- services\n' }, place: 'compose.yml:1' },
  {
    title: 'an anchor that is not there',
    files: { 'compose.yml': 'services:\n  app: *no\n' },
    place: 'compose.yml:2',
  },
  {
    title: 'an alias inside of what it repeats',
    files: { 'compose.yml': 'services: &all\n  app: *all\n' },
    place: 'compose.yml:2',
  },
  {
    title: 'a merge of a text',
    files: { 'compose.yml': 'services:\n  app:\n    <<: x\n' },
    place: 'compose.yml:3',
  },
  { title: 'a variable that is malformed', files: withImage('${1}'), place: 'compose.yml:3' },
  {
    title: 'a brace that is not closed',
    files: withImage('"redis:${TAG"'),
    place: 'compose.yml:3',
  },
  {
    title: 'a service without image and build',
    files: { 'compose.yml': 'services:\n  app:\n    restart: always\n' },
    place: 'compose.yml:3',
  },
  {
    title: 'services that extend each other',
    files: { 'compose.yml': 'services:\n  a:\n    extends: b\n  b:\n    extends: {service: a}\n' },
    place: 'compose.yml:3',
  },
  {
    title: 'services that extend each other through files',
    files: {
      'compose.yml': 'services:\n  a:\n    extends: {service: b, file: b.yml}\n',
      'b.yml': 'services:\n  b:\n    extends: {service: a, file: compose.yml}\n',
    },
    place: 'compose.yml:3',
  },
  {
    title: 'a service to extend that is not there',
    files: { 'compose.yml': 'services:\n  a:\n    extends: b\n' },
    place: 'compose.yml:3',
  },
  {
    title: 'a file to extend from that is not there',
    files: { 'compose.yml': 'services:\n  a:\n    extends: {service: b, file: b.yml}\n' },
    place: 'compose.yml:3',
  },
  {
    title: 'files that include each other',
    files: { 'compose.yml': 'include: [b.yml]\n', 'b.yml': 'include:\n  - compose.yml\n' },
    place: 'b.yml:2',
  },
  {
    title: 'an included file whose name has no value',
    files: { 'compose.yml': 'include:\n  - ${SUB}/compose.yml\n' },
    place: 'compose.yml:2',
  },
  {
    title: 'an env file that is not there',
    files: withImage('redis:1.2'),
    envFiles: ['no.env'],
    place: 'no.env:1',
  },
  {
    title: 'an env file with a quote that is not closed',
    files: { ...withImage('redis:1.2'), '.env': 'A=1\nB="x\n' },
    place: '.env:2',
  },
  {
    title: 'an env file with a line that sets nothing',
    files: { ...withImage('redis:1.2'), '.env': 'A=1\n=b\n' },
    place: '.env:2',
  },
  {
    title: 'a Dockerfile that is not there',
    files: { 'compose.yml': 'services:\n  a:\n    image: a:1.2\n    build: .\n' },
    place: 'compose.yml:4',
  },
  {
    title: 'a variable of a Dockerfile that cannot be followed',
    files: {
      'compose.yml': 'services:\n  a:\n    image: a:1.2\n    build: .\n',
      Dockerfile: 'ARG A=1\nFROM a:${A@1}\n',
    },
    place: 'Dockerfile:2',
  },
  ...[
    ['an empty file', '', 1],
    ['a file of comments alone', '# nothing\n', 1],
    ['a key that no Compose file has', 'service:\n  app:\n    image: redis:latest\n', 2],
    ['a file of the first version', 'web:\n  image: redis:latest\n', 2],
    ['a package.json', '{"name": "x", "version": "1.0.0", "scripts": {}}', 1],
    ['a package.json of two keys', '{"name": "x", "version": "1.0.0"}', 1],
    ['no service', 'services: {}\n', 1],
    ['services that are empty', 'services:\n', 1],
    ['services that are a list', 'services:\n  - image: redis:1.2\n', 2],
    ['a service that is a text', 'services:\n  app: redis:1.2\n', 2],
    ['a typo in a service', 'services:\n  app:\n    image: redis:1.2\n    bulid: .\n', 4],
    ['a typo in a build', 'services:\n  app:\n    image: a:1.2\n    build: {dockerfil: x}\n', 4],
    ['a typo in a volume', 'services:\n  app:\n    image: a:1.2\n    volumes: [{typ: image}]\n', 4],
    ['volumes that are no list', 'services:\n  a:\n    image: a:1.2\n    volumes: {a: b}\n', 4],
    ['a typo in a hook', 'services:\n  a:\n    image: a:1.2\n    post_start: [{imag: x}]\n', 4],
    ['hooks that are no list', 'services:\n  a:\n    image: a:1.2\n    pre_stop: {image: x}\n', 4],
    ['arguments that are a text', 'services:\n  a:\n    image: a:1.2\n    build: {args: x}\n', 4],
    [
      'an argument that is a list',
      'services:\n  a:\n    image: a:1.2\n    build: {args: {A: [x]}}\n',
      4,
    ],
    ['models that are a list', 'services:\n  a:\n    image: a:1.2\nmodels: [x]\n', 4],
    ['a home that nobody knows', 'services:\n  a:\n    image: a:1.2\n    build: ~/app\n', 4],
  ].map(([title, text, line]) => ({
    title: String(title),
    files: { 'compose.yml': String(text) },
    place: `compose.yml:${line}`,
  })),
  ...[
    ['nothing', '', 1],
    ['a README', '# Decklog\n\nThe ship log of a live system.\n', 3],
    ['an instruction that is none', 'FORM alpine\n', 1],
    ['an instruction that is none, later', 'FROM alpine:3.20\nRUM x\n', 2],
    ['no FROM', 'ARG A=1\n', 1],
    ['something before FROM', '# x\nRUN true\nFROM alpine:3.20\n', 2],
    ['a FROM without an image', 'FROM\n', 1],
    ['a FROM of too many words', 'FROM alpine:3.20 as\n', 1],
    ['a text that does not end', 'FROM alpine:3.20\nRUN <<EOF\nFROM redis\n', 2],
    ['a quote that does not end', 'FROM "alpine:3.20\n', 1],
    ['an escape character of its own', '# escape=%\nFROM alpine:3.20\n', 1],
  ].map(([title, text, line]) => ({
    title: `a Dockerfile of ${title}`,
    files: { Dockerfile: String(text) },
    compose: [],
    dockerfiles: ['Dockerfile'],
    place: `Dockerfile:${line}`,
  })),
]

for (const { title, place, ...given } of cases) {
  t.test(`refuses ${title}, and says where`, async t => {
    t.throws(() => findingsOf({ ...given, title, finds: [] }), {
      code: 'DECKLOG_INPUT_UNREADABLE',
      message: new RegExp(`^/project/${place.replace('.', '\\.')}: `),
    })
  })
}

t.test('stops at aliases that grow without bound', async t => {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? 'x' : `*l${level - 1}`
    return `x-l${level}: &l${level} [${Array.from({ length: 9 }, () => inner).join(', ')}]\n`
  })
  const files = { 'compose.yml': levels.join('') }
  t.throws(() => findingsOf({ title: 'laughs', files, finds: [] }), {
    code: 'DECKLOG_INPUT_UNREADABLE',
  })
})
