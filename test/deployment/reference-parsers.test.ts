import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Script } from 'node:vm'
import { DCLinter } from 'dclint'
import t from 'tap'
import { parse, parseAllDocuments } from 'yaml'
import { packageRoot } from '../../core/config/package-root.ts'
import { keysByPart } from '../../plugins/release/policy/compose/known-keys.ts'
import { readDockerfile } from '../../plugins/release/policy/dockerfile/read-dockerfile.ts'
import { debianTool, newerTool } from '../support/newer-tool.ts'

// Every shipped file is read by what will run it, or by the closest to that which can be had here.

const run = promisify(execFile)
const shipped = (file: string): string => join(packageRoot, file)
const read = (file: string): string => readFileSync(shipped(file), 'utf8')

const schemaFile = fileURLToPath(
  new URL('../schemas/compose.schema.json', import.meta.resolve('dclint')),
)
interface Complaint {
  readonly rule: string
  readonly message: string
}

// Its types cannot be followed from modules.
function complaints(file: string): readonly string[] {
  const linter = new DCLinter({ rules: {}, quiet: false, debug: false, exclude: [] })
  const results: readonly { readonly messages: readonly Complaint[] }[] = linter.lintFiles(
    [file],
    false,
  )
  return results
    .flatMap(({ messages }) => messages)
    .filter(({ rule }) => ['invalid-schema', 'invalid-yaml', 'unknown-error'].includes(rule))
    .map(({ message }) => message)
}

t.test('compose.yml is one by the schema of the Compose specification', async t => {
  t.strictSame(complaints(shipped('compose.yml')), [])
  const folder = t.testdir({
    'compose.yml': 'services:\n  a:\n    image: a:1.2\n    healthcheck: {test: [CMD, {a: 1}]}\n',
  })
  t.not(complaints(join(folder, 'compose.yml')).length, 0, 'which refuses what is none')
})

const compose = newerTool('docker-compose')
t.test('Compose itself takes compose.yml', { skip: compose.missing }, async t => {
  const images = { BACKEND_IMAGE: 'a.example/b:1.2.3', FRONTEND_IMAGE: 'a.example/f:1.2.3' }
  const env = { ...process.env, ...images, DECKLOG_NODE_NAME: 'web-1' }
  const config = (file: string) => run(compose.path, ['-f', file, 'config', '--quiet'], { env })
  await config(shipped('compose.yml'))
  const folder = t.testdir({
    'compose.yml': 'services:\n  a:\n    image: a:1.2\n    healthcheck: {test: [CMD, {a: 1}]}\n',
  })
  await t.rejects(config(join(folder, 'compose.yml')), /healthcheck/)
})

t.test('the keys that the image policy knows are those of the specification', async t => {
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8'))
  const { service, model } = schema.definitions
  const build = service.properties.build.oneOf.find(
    ({ type }: { type: string }) => type === 'object',
  )
  const volume = service.properties.volumes.items.oneOf.find(
    ({ type }: { type: string }) => type === 'object',
  )
  for (const [part, properties] of Object.entries({
    ...{ file: schema.properties, service: service.properties, build: build.properties },
    ...{ volume: volume.properties, model: model.properties },
  })) {
    const unknown = Object.keys(properties ?? {}).filter(key => !keysByPart[part]?.has(key))
    t.strictSame(unknown, [], part)
  }
})

t.test('what health checks ask Node is JavaScript', async t => {
  const compose = parse(read('compose.yml'), { merge: true })
  const [, , option, script] = compose.services.backend.healthcheck.test
  t.equal(option, '--eval')
  t.doesNotThrow(() => new Script(script))
  const [, json = '[]'] =
    /HEALTHCHECK[^[]*(\[.*\])/.exec(read('Dockerfile').replaceAll('\\\n', '')) ?? []
  t.strictSame(JSON.parse(json).slice(2), [script], 'the image asks the same')
})

t.test('the Dockerfiles are some that BuildKit would read', async t => {
  for (const file of ['Dockerfile', 'frontend/Dockerfile']) {
    const { instructions } = readDockerfile(read(file), { file, line: 1 })
    t.ok(instructions.length > 5, file)
  }
})

t.test('every shipped YAML file is one by YAML 1.2', async t => {
  for (const file of [
    ...['compose.yml', '.github/workflows/ci.yml', '.github/workflows/release.yml'],
    'docs/examples/prometheus-alerts.yml',
  ])
    for (const document of parseAllDocuments(read(file), { version: '1.2', merge: true })) {
      t.strictSame('errors' in document ? document.errors : [], [], file)
      t.strictSame('warnings' in document ? document.warnings : [], [], file)
    }
})

const nginx = debianTool('nginx', 'nginx-light')
t.test(
  'the configuration of the page is one that nginx takes',
  { skip: nginx.missing },
  async t => {
    const { stderr } = await run(nginx.path, [
      ...['-t', '-e', 'stderr', '-c', shipped('frontend/nginx.conf')],
    ])
    t.match(stderr, /test is successful/)
  },
)

t.test('the scripts are some that bash would read', async t => {
  for (const file of ['scripts/release_images.sh', '.ci/run'])
    await t.resolves(run('bash', ['-n', shipped(file)]), file)
})
