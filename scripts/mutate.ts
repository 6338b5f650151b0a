import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import ts from 'typescript'
import { packageRoot } from '../core/config/package-root.ts'
import { mutationsOf, type Mutation } from './mutate/mutations.ts'
import { createTestFinder } from './mutate/tests-of.ts'
import { createRandom } from './random.ts'
import { runTest } from './test/run-test.ts'
import { withPostgres } from './test/with-postgres.ts'

const usage = `npm run mutate -- [--since REV] [--count 40] [--seed 1] [--tests 12]

Breaks the tests' subjects: makes small changes, chosen by the seed among the lines of the product that were added since REV
(default: all lines), one at a time, and runs the tests that are nearest by their imports until one fails. Says which survived.
Changes that do not pass the types are left out. Changes the compiled files only; they are compiled anew at the end.
`

const folders = ['core', 'plugins', 'projections', 'ledger-node', 'postgres']

interface Chosen {
  readonly file: string
  readonly mutation: Mutation
}

const { values } = parseArgs({
  options: {
    since: { type: 'string' },
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    tests: { type: 'string', default: '12' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(usage)
else await main()

async function main(): Promise<void> {
  const random = createRandom(Number(values.seed))
  const candidates = filesSince(values.since).flatMap(({ file, lines }) =>
    mutationsOf(readFileSync(join(packageRoot, file), 'utf8'), lines).map(mutation => ({
      file,
      mutation,
    })),
  )
  const order = candidates
    .map(chosen => ({ chosen, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ chosen }) => chosen)
  const testsOf = await createTestFinder()
  const survived: string[] = []
  let made = 0
  await withPostgres(async postgres => {
    const env = { ...process.env, ...postgres }
    for (const chosen of order) {
      if (made >= Number(values.count)) break
      if (!passesTypes(chosen)) continue
      made += 1
      const killer = await firstFailing(chosen, testsOf(chosen.file), env)
      const name = `${chosen.file}:${chosen.mutation.line} ${chosen.mutation.what.replaceAll(/\s+/g, ' ')}`
      if (killer === undefined) survived.push(name)
      process.stdout.write(
        `${killer === undefined ? 'SURVIVED' : 'killed'} ${name}${killer === undefined ? '' : ` by ${killer}`}\n`,
      )
    }
  })
  process.stdout.write(`\n${made - survived.length} of ${made} killed\n${survived.join('\n')}\n`)
}

function filesSince(
  revision: string | undefined,
): readonly { readonly file: string; readonly lines: ReadonlySet<number> }[] {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: packageRoot, encoding: 'utf8', maxBuffer: 1 << 28 })
  const files = git('ls-files', '--', ...folders)
    .split('\n')
    .filter(file => file.endsWith('.ts'))
  return files.map(file => {
    const all = readFileSync(join(packageRoot, file), 'utf8')
      .split('\n')
      .map((_, line) => line + 1)
    const lines =
      revision === undefined ? all : addedLines(git('diff', '-U0', '-M', revision, '--', file))
    return { file, lines: new Set(lines) }
  })
}

function addedLines(diff: string): readonly number[] {
  return [...diff.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)].flatMap(match => {
    const first = Number(match[1])
    return Array.from({ length: Number(match[2] ?? 1) }, (_, index) => first + index)
  })
}

function mutated({ file, mutation }: Chosen): string {
  const source = readFileSync(join(packageRoot, file), 'utf8')
  return source.slice(0, mutation.start) + mutation.text + source.slice(mutation.end)
}

function passesTypes(chosen: Chosen): boolean {
  const path = join(packageRoot, chosen.file)
  const original = readFileSync(path, 'utf8')
  writeFileSync(path, mutated(chosen))
  try {
    execFileSync('npm', ['run', '--silent', 'types'], { cwd: packageRoot, stdio: 'ignore' })
    return true
  } catch {
    return false
  } finally {
    writeFileSync(path, original)
  }
}

async function firstFailing(
  chosen: Chosen,
  tests: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const compiled = join(packageRoot, 'dist', chosen.file.replace(/\.ts$/, '.js'))
  const original = readFileSync(compiled)
  const { outputText } = ts.transpileModule(mutated(chosen), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  })
  writeFileSync(compiled, outputText)
  try {
    for (const test of tests.slice(0, Number(values.tests)))
      if ((await runTest(test, env)).state === 'failed') return test
    return undefined
  } finally {
    writeFileSync(compiled, original)
  }
}
