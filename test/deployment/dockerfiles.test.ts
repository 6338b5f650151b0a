import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { packageRoot } from '../../core/config/package-root.ts'
import { ownImages } from '../../plugins/release/building/plan-release.ts'

interface Instruction {
  readonly name: string
  readonly text: string
}

const read = (file: string): string => readFileSync(join(packageRoot, file), 'utf8')

function instructionsOf(file: string): readonly Instruction[] {
  return read(file)
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => ({ name: line.split(' ')[0] ?? '', text: line.slice(line.indexOf(' ') + 1) }))
}

const ignored = read('.dockerignore').split('\n')
const compose: { readonly services: Readonly<Record<string, { readonly user: string }>> } = parse(
  read('compose.yml'),
  { merge: true },
)

for (const { name, dockerfile } of ownImages) {
  const instructions = instructionsOf(dockerfile)
  const last = instructions.slice(instructions.findLastIndex(one => one.name === 'FROM'))
  const named = (wanted: string): readonly string[] =>
    instructions.filter(one => one.name === wanted).map(({ text }) => text)

  t.test(`${dockerfile} builds in stages from exact versions`, async t => {
    t.ok(named('FROM').length > 1)
    for (const from of named('FROM'))
      t.match(from, /(^| )[a-z0-9.]+\/[a-z0-9/-]+:\d+\.\d+\.\d+(-[a-z0-9.]+)*( AS \w+)?$/)
    for (const from of named('FROM').filter(text => text.includes('node:')))
      t.match(from, 'node:24.', 'Node 24')
  })

  t.test(`${dockerfile} ends in a stage that runs nothing, without root`, async t => {
    t.strictSame(
      last.filter(one => one.name === 'RUN'),
      [],
      'so that it needs no emulation',
    )
    const user = last.find(one => one.name === 'USER')?.text
    t.equal(user, compose.services[name]?.user, 'the user of the compose file')
    t.ok(last.some(one => one.name === 'HEALTHCHECK'))
  })

  t.test(`${dockerfile} installs what the lockfile says, and no embedded server`, async t => {
    const installs = named('RUN').filter(text => text.startsWith('npm '))
    const ci = installs.filter(text => text.startsWith('npm ci'))
    t.ok(ci.length > 0)
    t.ok(ci.every(text => text.includes('--omit=optional') && text.includes('--ignore-scripts')))
    t.notMatch(named('RUN').join('\n'), /npm (install|i) /)
  })

  t.test(`${dockerfile} copies only what the context has`, async t => {
    const copied = named('COPY')
      .filter(text => !text.startsWith('--from'))
      .flatMap(text => text.split(' ').slice(0, -1))
    t.ok(copied.length > 0)
    for (const path of copied) {
      t.ok(existsSync(join(packageRoot, path)), path)
      t.ok(ignored.includes(`!${path.split('/')[0]}`), `${path} is let in`)
    }
  })
}

t.test('the image of the backend has no development dependency', async t => {
  const [first] = instructionsOf('Dockerfile').filter(one => one.text.startsWith('npm ci'))
  t.match(first?.text, '--omit=dev')
  t.match(read('Dockerfile'), 'COPY --from=dependencies /app/node_modules node_modules')
})

t.test('nothing gets into a build that is not named', async t => {
  t.equal(
    ignored.find(line => line !== '' && !line.startsWith('#')),
    '*',
  )
})
