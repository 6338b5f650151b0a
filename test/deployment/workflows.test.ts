import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { packageRoot } from '../../core/config/package-root.ts'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

interface Job {
  readonly 'runs-on': string
  readonly 'timeout-minutes': number
  readonly permissions?: Readonly<Record<string, string>>
  readonly services?: Readonly<Record<string, { readonly image: string }>>
  readonly steps: readonly Step[]
}

const folder = join(packageRoot, '.github', 'workflows')
const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
const files = readdirSync(folder).sort()
const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(packageRoot, 'package.json'), 'utf8'),
).scripts

t.strictSame(files, ['ci.yml', 'release.yml'])

for (const file of files) {
  const workflow: Workflow = parse(read(file))
  const jobs = Object.entries(workflow.jobs)
  const steps = jobs.flatMap(([, job]) => job.steps)

  t.test(`${file} takes actions by commit, and says which version that is`, async t => {
    const used = steps.flatMap(step => step.uses ?? [])
    t.ok(used.length > 0)
    for (const action of used) t.match(action, /^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/)
    const noted = read(file).match(/uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm)
    t.equal(noted?.length, used.length)
  })

  t.test(`${file} gives no more rights than are needed`, async t => {
    t.ok(workflow.permissions, 'none are inherited')
    t.notOk(Object.values(workflow.permissions).includes('write'))
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout')))
      t.equal(step.with?.['persist-credentials'], false)
  })

  for (const [name, job] of jobs) {
    t.test(`the job ${name} of ${file} ends, and what it runs is there`, async t => {
      t.ok(job['timeout-minutes'] > 0)
      t.match(job['runs-on'], /-\d+\.\d+$/, 'on a system that stays the same')
      const commands = job.steps.flatMap(({ run }) => run ?? []).join('\n')
      for (const [, script] of commands.matchAll(/npm run (?:--silent )?([\w:-]+)/g))
        t.ok(scripts[script ?? ''], `npm run ${script}`)
      for (const [path] of commands.matchAll(/\bscripts\/[\w.-]+/g))
        t.doesNotThrow(() => accessSync(join(packageRoot, path), constants.X_OK), path)
      for (const [path] of commands.matchAll(/\btest\/[\w./-]+/g))
        t.ok(existsSync(join(packageRoot, path)), path)
      for (const [, path = ''] of commands.matchAll(/--file (\S+)/g))
        t.ok(existsSync(join(packageRoot, path)), path)
    })
  }
}

t.test('the real ledger is an exact version, the one that is deployed', async t => {
  const { jobs }: Workflow = parse(read('ci.yml'))
  const image = jobs['eventstore']?.services?.['eventstore']?.image ?? 'none'
  t.match(readFileSync(join(packageRoot, 'compose.yml'), 'utf8'), `:-${image}}`)
})

t.test('only a tag publishes, with the rights for that and no others', async t => {
  const release: Workflow = parse(read('release.yml'))
  t.strictSame(release.on, { push: { tags: ['v*'] } })
  t.strictSame(release.permissions, {})
  t.strictSame(release.jobs['publish']?.permissions, {
    contents: 'read',
    packages: 'write',
    'id-token': 'write',
    attestations: 'write',
  })
})
