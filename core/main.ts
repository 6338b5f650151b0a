#!/usr/bin/env -S node --min-semi-space-size=16 --
import { nodeProblem } from './config/node-version.ts'

// The rest is loaded only now: an older Node could not even read it.
const problem = nodeProblem(process.versions.node)
if (problem === undefined) await import('./cli/this-process.ts')
else {
  process.stderr.write(`decklog: ${problem}\n`)
  process.exitCode = process.argv[2] === 'check' ? 3 : 2
}
