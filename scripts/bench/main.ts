import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'

// npm run bench -- <name> [options]: runs scripts/bench/<name>.ts, which exports `run(args): Promise<exit code>`.

const [name = '', ...args] = process.argv.slice(2)
const extension = extname(import.meta.filename)
const path = join(import.meta.dirname, name + extension)

if (/^[a-z-]+$/.test(name) && name !== 'main' && existsSync(path)) {
  const bench: { run(args: readonly string[]): Promise<number> } = await import(path)
  process.exitCode = await bench.run(args)
} else {
  const files = await readdir(import.meta.dirname)
  const names = files.filter(file => file.endsWith(extension)).map(file => file.slice(0, -3))
  const known = names.filter(one => one !== 'main').join(', ')
  process.stderr.write(`There is no benchmark "${name}". There are: ${known}\n`)
  process.exitCode = 2
}
