import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { ApiClient, CliCommand, CommandContext } from '../../../../core/cli/command.ts'
import {
  createListCommand,
  createRegisterCommand,
  createShowCommand,
} from '../../../../plugins/release/commands.ts'
import { manifestExample, releaseIdOf } from '../../../../plugins/release/manifest.ts'
import { commandContext } from '../../../support/command-context.ts'

const id = releaseIdOf(manifestExample)
const { commit, source, builder, images } = manifestExample
const told = {
  ...{ release_id: id, commit, source, builder, images },
  ...{ built_at: manifestExample.created, registered_at: '2026-01-01T12:05:00.000Z' },
  ...{ registered_by: 'service:ci', verified_at: null, verification: null, position: '7' },
}

interface Ran {
  readonly lines: readonly string[]
  readonly called: readonly string[]
}

async function run(
  command: CliCommand,
  options: CommandContext['options'],
  answer: unknown,
): Promise<Ran> {
  const lines: string[] = []
  const called: string[] = []
  const answering = async (path: string, body?: unknown): Promise<unknown> => {
    called.push(body === undefined ? path : `${path} ${JSON.stringify(body)}`)
    return answer
  }
  const api: ApiClient = { get: answering, post: answering, patch: answering }
  await command.run(commandContext({ api, options, print: line => void lines.push(line) }))
  return { lines, called }
}

t.test('registers what is in the file, and prints the id', async t => {
  const file = join(t.testdir(), 'release.json')
  await writeFile(file, JSON.stringify(manifestExample, null, 2))
  const answer = { release_id: id, outcome: 'already_registered' }
  const { lines, called } = await run(createRegisterCommand(), { file }, answer)
  t.strictSame(lines, [`${id} already registered`])
  t.strictSame(called, [`/api/v1/releases ${JSON.stringify(manifestExample)}`])
  const json = await run(createRegisterCommand(), { file, json: true }, answer)
  t.strictSame(JSON.parse(json.lines.join('')), answer)
})

t.test('does not take another id for the one that was registered', async t => {
  const file = join(t.testdir(), 'release.json')
  await writeFile(file, JSON.stringify(manifestExample))
  const answer = { release_id: id.replace(/^./, '0'), outcome: 'registered' }
  await t.rejects(run(createRegisterCommand(), { file }, answer), { code: 'DECKLOG_INTERNAL' })
})

t.test('says what is wrong with a file before anybody is asked', async t => {
  const folder = t.testdir({
    'release.json': JSON.stringify({ ...manifestExample, commit: 'main' }),
    'release.env': 'BACKEND_IMAGE=x',
  })
  const register = (name: string): Promise<Ran> =>
    run(createRegisterCommand(), { file: join(folder, name) }, {})
  await t.rejects(register('release.json'), {
    code: 'DECKLOG_VALIDATION',
    fields: [{ field: 'commit' }],
  })
  await t.rejects(register('release.env'), { code: 'DECKLOG_VALIDATION' })
  await t.rejects(register('missing.json'), { code: 'DECKLOG_VALIDATION' })
})

t.test('lists releases in a table', async t => {
  const options = { commit: '3f9c', limit: '5' }
  const { lines, called } = await run(createListCommand(), options, { releases: [told] })
  t.strictSame(called, ['/api/v1/releases?commit=3f9c&limit=5'])
  t.match(lines, [/^RELEASE +COMMIT/, new RegExp(`^${id}  3f9c2b7a1d5e .* none +3$`)])
})

t.test('shows a release with its images by digest', async t => {
  const verification = { verdict: 'passed', evidence_link: '/api/v1/x' }
  const answer = { ...told, verification, verified_at: '2026-01-01T13:00:00.000Z' }
  const { lines, called } = await run(createShowCommand(), { id }, answer)
  t.strictSame(called, [`/api/v1/releases/${id}`])
  t.match(lines.join('\n'), /Verification passed, \/api\/v1\/x\nVerified +2026-01-01T13/)
  t.equal(lines.filter(line => /^Image .*@sha256:/.test(line)).length, 3)
})

t.test('shows the last known good one unless another is named', async t => {
  t.match((await run(createShowCommand(), {}, told)).called, ['/api/v1/releases/last-known-good'])
})
