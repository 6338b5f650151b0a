import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import Joi from 'joi'
import type { CliCommand } from '../../../core/cli/command.ts'
import { readAnswer } from '../../../core/cli/read-answer.ts'
import { DecklogError, messageOf } from '../../../core/errors.ts'
import type { Manifest } from '../manifest.ts'
import { manifestSchema } from '../manifest-schema.ts'
import { releaseIdOf } from '../release-id.ts'

interface Registered {
  readonly release_id: string
  readonly outcome: 'registered' | 'already_registered'
}

/** The command `decklog release register`. */
export function createRegisterCommand(): CliCommand {
  return {
    name: 'release register',
    summary: 'register a release by its manifest; a second time changes nothing',
    arguments: [{ syntax: '<file>', summary: 'release.json, as the release was built' }],
    async run({ api, options, cwd, print }) {
      const manifest = await readManifest(resolve(cwd, String(options['file'])))
      const answer = readAnswer<Registered>(await api.post('/api/v1/releases', manifest), {
        release_id: Joi.valid(releaseIdOf(manifest)),
        outcome: Joi.valid('registered', 'already_registered'),
      })
      if (options['json']) print(JSON.stringify(answer))
      else print(`${answer.release_id} ${answer.outcome.replace('_', ' ')}`)
      return 0
    },
  }
}

async function readManifest(file: string): Promise<Manifest> {
  const { value, error } = manifestSchema.validate(await readJson(file), { abortEarly: false })
  if (!error) return value
  const fields = error.details.map(({ path, message }) => ({ field: path.join('.'), message }))
  throw invalid(`${file} is no release manifest: ${error.message}`, { fields })
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw invalid(`${file} cannot be read: ${messageOf(cause)}`, { cause })
  }
}

function invalid(
  message: string,
  details: ConstructorParameters<typeof DecklogError>[2],
): DecklogError {
  return new DecklogError('DECKLOG_VALIDATION', message, details)
}
