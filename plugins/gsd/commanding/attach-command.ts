import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  answers,
  type CliCommand,
  type CommandContext,
  DecklogError,
  messageOf,
  readAnswer,
} from '../../../core/plugin-api.ts'
import { runArgument, runPath } from './told-run.ts'

/** The command `decklog runs attach`. */
export function createAttachCommand(): CliCommand {
  return {
    name: 'runs attach',
    summary: 'attach a proof to a delivery run; a second time changes nothing',
    arguments: [
      runArgument,
      { syntax: '<type>', summary: 'what kind of proof: test_report, sbom' },
      { syntax: '<title>', summary: 'what it shows' },
    ],
    options: [
      { syntax: '--link <url>', summary: 'where it can be read', field: 'url' },
      { syntax: '--predicate <file>', summary: 'a JSON file with what it states' },
      {
        syntax: '--subject <name=digest>',
        summary: 'what it is about; may be given several times',
        takes: 'many',
      },
    ],
    examples: [
      'decklog runs attach "$RUN" test_report "All passed" --link "$CI_URL" --predicate report.json',
    ],
    async run(context) {
      const { api, options, print, lists } = context
      const answer = await api.post(runPath(context, '/evidence'), {
        type: options['type'],
        title: options['title'],
        url: options['link'],
        predicate: await readPredicate(context),
        subject: lists['subject']?.map(subjectOf),
      })
      const told = readAnswer(answer, answers.fields({ id: answers.text, digest: answers.text }))
      print(options['json'] ? JSON.stringify(answer) : `${told.id} ${told.digest}`)
      return 0
    },
  }
}

async function readPredicate({ options, cwd }: CommandContext): Promise<unknown> {
  const { predicate: file } = options
  if (typeof file !== 'string') return undefined
  try {
    return JSON.parse(await readFile(resolve(cwd, file), 'utf8'))
  } catch (cause) {
    const message = `${file} cannot be read as JSON: ${messageOf(cause)}`
    throw new DecklogError('DECKLOG_VALIDATION', message, { cause })
  }
}

function subjectOf(text: string): object {
  const at = text.indexOf('=')
  if (at > 0) return { name: text.slice(0, at), digest: text.slice(at + 1) }
  throw new DecklogError('DECKLOG_VALIDATION', `--subject ${text}: write it as name=digest.`)
}
