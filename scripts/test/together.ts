// A process that runs several files of tests, one after another, and says which file the tests that follow are of.
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { heading } from './heading.ts'

for (const compiled of process.argv.slice(2)) {
  t.comment(heading + compiled)
  await import(pathToFileURL(compiled).href)
}
