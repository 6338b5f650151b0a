import { requireTokenKeys } from '../config/require-token-keys.ts'
import { isDecklogError, type CodedError } from '../errors.ts'
import { checkSections } from './check-sections.ts'
import type { CoreCommand } from './core-command.ts'

/** `decklog config check` */
export const configCheck: CoreCommand = {
  name: 'config check',
  summary:
    'check file and environment, plugin sections included; exit code 1 when something is wrong',
  calls: 'nothing',
  examples: ['decklog config check', 'decklog config check --config /etc/decklog.yml --json'],
  async run({ loadSettings, options, print }) {
    const problems = await findProblems(async () => {
      const loaded = await loadSettings()
      requireTokenKeys(loaded)
      await checkSections(loaded)
    })
    if (options['json']) print(JSON.stringify(toJson(problems)))
    else print(problems?.message ?? 'The configuration is valid.')
    return problems ? 1 : 0
  },
}

async function findProblems(check: () => Promise<unknown>): Promise<CodedError | undefined> {
  try {
    await check()
    return undefined
  } catch (error) {
    if (isDecklogError(error, 'DECKLOG_CONFIG_INVALID', 'DECKLOG_PLUGIN_INVALID')) return error
    throw error
  }
}

function toJson(problems: CodedError | undefined): object {
  if (!problems) return { valid: true, problems: [] }
  const { fields = [], message } = problems
  return { valid: false, problems: fields.length > 0 ? fields : [{ field: '', message }] }
}
