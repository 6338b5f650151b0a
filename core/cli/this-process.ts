// The process of `decklog`: what it is given, where it writes, and how it ends.
import { runCommandLine } from './run-command-line.ts'
import { environment } from '../config/environment.ts'
import { endProcess } from '../embedded/end-process.ts'
import { codeOf } from '../errors.ts'

// A fault nobody handled leaves the process in a state nobody knows: say so and end.
process.on('uncaughtException', (error, origin) => {
  void import('../telemetry/log.ts')
    .then(({ createLogger }) =>
      createLogger('fatal').fatal({ err: error, origin }, 'Decklog ends after an unhandled fault'),
    )
    .finally(() => endProcess(70))
})

// Who reads the output may stop, as head does: then there is nothing more to do. A full disk under it ends no Decklog that serves.
process.stdout
  .on('error', () => {})
  .once('error', error => {
    if (codeOf(error) === 'EPIPE' || process.argv[2] !== 'start')
      process.kill(process.pid, 'SIGTERM')
  })
process.stderr.on('error', () => {})

const exitCode = await runCommandLine({
  words: process.argv.slice(2),
  env: environment,
  cwd: process.cwd(),
  print: text => process.stdout.write(text),
  printError: text => process.stderr.write(text),
})
// What a command left open must not keep it; what it printed must get out first.
process.stdout.write('', () => endProcess(exitCode))
