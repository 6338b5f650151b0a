import { appendFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type ApiClient,
  type CliCommand,
  invalidField,
  isDecklogError,
  markdownCode as code,
  markdownTable,
  markdownText as text,
} from '../../../core/plugin-api.ts'
import {
  readApprovals,
  readRelease,
  readRun,
  readTimeline,
  readVerifications,
  type RolloutEvidence,
} from './told-evidence.ts'
import { wordOf } from './told-verification.ts'

/** The command `decklog rollout evidence`. */
export function createEvidenceCommand(): CliCommand {
  return {
    name: 'rollout evidence',
    asOf: 'taken',
    summary: 'write what is recorded of a rollout as Markdown',
    options: [
      { syntax: '--run <id>', summary: 'the run' },
      { syntax: '--append <file>', summary: 'append it to this file instead of printing it' },
    ],
    examples: ['decklog rollout evidence --run $RUN --append docs/operations/rollouts.md'],
    async run({ api, options, cwd, print }) {
      const id = wordOf(options['run'])
      if (id === undefined) throw invalidField('--run', 'is missing: it names the run')
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

/** Writes what is recorded of a rollout for people: oldest first, times in UTC, nothing that the ledger does not hold. */
export function evidenceMarkdown(evidence: RolloutEvidence): string {
  const { run } = evidence
  const sections = [
    `## ${text(run.run_name)}, iteration ${run.iteration_number}`,
    summary(evidence),
    images(evidence),
    checks(evidence),
    approvals(evidence),
    gates(evidence),
    facts(evidence),
  ]
  return sections.filter(section => section !== '').join('\n\n')
}

function summary({ run, release }: RolloutEvidence): string {
  const lines = [
    `- Run ${code(run.id)}: ${text(run.stage)}, ${text(run.status)}`,
    `- Begun ${text(run.created_at)}, completed ${text(run.completed_at ?? 'not yet')}`,
    ...(run.release_id === null ? [] : [`- Release ${code(run.release_id)}`]),
    ...(release ? [`- Commit ${code(release.commit)}, built ${text(release.built_at)}`] : []),
  ]
  return lines.join('\n')
}

function images({ release }: RolloutEvidence): string {
  if (!release) return ''
  const rows = release.images.map(({ name, repository, tag, digest }) => [
    text(name),
    code(`${repository}:${tag}`),
    code(digest),
  ])
  return section('Images', ['name', 'image', 'digest'], rows)
}

function checks({ verifications }: RolloutEvidence): string {
  const rows = [...verifications]
    .reverse()
    .flatMap(({ target, finished_at, event_id, checks }) =>
      checks.map(({ name, required, verdict, detail }) => [
        ...[finished_at, target, `${name}${required ? '' : ' (optional)'}`].map(text),
        ...[verdict, detail].map(text),
        code(event_id),
      ]),
    )
  return section('Checks', ['time', 'target', 'check', 'verdict', 'found', 'event'], rows)
}

function approvals({ approvals }: RolloutEvidence): string {
  const rows = approvals.map(({ decided_at, stage, decision, actor, note, state }) => [
    ...[decided_at, stage, `${decision} (${state})`, actor, note ?? ''].map(text),
  ])
  return section('Approvals', ['time', 'of', 'decision', 'by', 'note'], rows)
}

function gates({ run }: RolloutEvidence): string {
  const rows = run.gate_decisions.map(({ decided_at, stage, decision, effect, id }) => [
    ...[decided_at, stage, `${decision}, ${effect}`].map(text),
    code(id),
  ])
  return section('Gates', ['time', 'step', 'decision', 'record'], rows)
}

function facts({ timeline }: RolloutEvidence): string {
  const rows = timeline.map(({ at, type, actor, event_id }) => [
    ...[at, type, actor].map(text),
    code(event_id),
  ])
  return section('Ledger', ['time', 'event', 'by', 'id'], rows)
}

function section(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return ''
  return [`### ${title}`, '', ...markdownTable(head, rows)].join('\n')
}
