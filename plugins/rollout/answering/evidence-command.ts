import { appendFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ApiClient, CliCommand } from '../../../core/cli/command.ts'
import { isDecklogError } from '../../../core/errors.ts'
import { evidenceMarkdown } from './evidence-markdown.ts'
import {
  readApprovals,
  readRelease,
  readRun,
  readTimeline,
  readVerifications,
  type RolloutEvidence,
} from './told-evidence.ts'
import { invalidOption, wordOf } from './target-of.ts'

/** The command `decklog rollout evidence`. */
export function createEvidenceCommand(): CliCommand {
  return {
    name: 'rollout evidence',
    summary: 'write what is recorded of a rollout as Markdown',
    options: [
      { syntax: '--run <id>', summary: 'the run' },
      { syntax: '--append <file>', summary: 'append it to this file instead of printing it' },
    ],
    examples: ['decklog rollout evidence --run $RUN --append docs/operations/rollouts.md'],
    async run({ api, options, cwd, print }) {
      const id = wordOf(options['run'])
      if (id === undefined) throw invalidOption('--run', 'is missing: it names the run')
      const evidence = await gather(api, id)
      const file = wordOf(options['append'])
      if (options['json']) print(JSON.stringify(evidence))
      else if (file === undefined) print(evidenceMarkdown(evidence))
      if (file !== undefined)
        await appendFile(resolve(cwd, file), `\n${evidenceMarkdown(evidence)}\n`)
      return 0
    },
  }
}

async function gather(api: ApiClient, id: string): Promise<RolloutEvidence> {
  const path = `/api/v1/gsd-runs/${encodeURIComponent(id)}`
  const run = readRun(await api.get(path))
  const [approvals, timeline, verifications, release] = await Promise.all([
    api.get(`${path}/approvals`).then(readApprovals),
    api.get(`${path}/timeline`).then(readTimeline),
    api.get(`/api/v1/verifications?run_id=${run.id}&limit=200`).then(readVerifications),
    run.release_id === null ? null : findRelease(api, run.release_id),
  ])
  return { run, approvals, timeline, verifications, release }
}

async function findRelease(api: ApiClient, id: string): Promise<RolloutEvidence['release']> {
  try {
    return readRelease(await api.get(`/api/v1/releases/${id}`))
  } catch (error) {
    if (isDecklogError(error, 'DECKLOG_NOT_FOUND')) return null
    throw error
  }
}
