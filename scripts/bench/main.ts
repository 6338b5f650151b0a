import { extname } from 'node:path'

// npm run bench -- <name> [options]; each is a file beside this one that exports `bench(words)`.

const names = [
  'alarms',
  'as-of',
  'audit',
  'checks',
  'console',
  'folds',
  'forecast',
  'guards',
  'heartbeats',
  'http',
  'ledger',
  'ledger-memory',
  'projections',
  'rest',
  'runs',
  'start',
  'storm',
  'what-if',
]
const [name = '', ...words] = process.argv.slice(2)

if (names.includes(name)) {
  const file = new URL(`./${name}${extname(import.meta.url)}`, import.meta.url)
  const { bench }: { bench(words: readonly string[]): Promise<void> } = await import(file.href)
  await bench(words)
} else {
  process.stderr.write(`npm run bench -- <name> [options]; names: ${names.join(', ')}\n`)
  process.exitCode = 2
}
