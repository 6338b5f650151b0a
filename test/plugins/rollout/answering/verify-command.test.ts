import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Joi from 'joi'
import t from 'tap'
import type { ApiClient } from '../../../../core/cli/command.ts'
import { systemClock } from '../../../../core/clock.ts'
import { DecklogError } from '../../../../core/errors.ts'
import { createRecordCommand } from '../../../../plugins/rollout/answering/record-command.ts'
import { createVerifyCommand } from '../../../../plugins/rollout/answering/verify-command.ts'
import { rolloutConfig } from '../../../support/shipped-config.ts'
import { commandContext } from '../../../support/command-context.ts'
import { createRolloutService } from '../../../support/rollout-service.ts'

const service = await createRolloutService(t)
service.deploy({ commit: 'c0ffee', images: [] })

type Post = ApiClient['post']
const looks = '/api/v1/verifications/look'
const verifications = '/api/v1/verifications'
const id = '0199a3c0-0000-7000-8000-0000000000e1'
const unreachable: Post = () =>
  Promise.reject(new DecklogError('DECKLOG_API_UNREACHABLE', 'No Decklog answers.'))
const refused: Post = () => Promise.reject(new DecklogError('DECKLOG_EVENT_INVALID', 'Too large.'))
const rules = {
  ...{ initial_delay_seconds: 0, attempts: 2, interval_seconds: 0, timeout_seconds: 1 },
  ...{ successes: 1, deadline_seconds: 60 },
}
const seen =
  (verdict: string): Post =>
  async () => ({
    ...{ target: 'app', rules, urls: [{ url: 'http://app/healthz', verdict }] },
  })
const verified =
  (verdict: string): Post =>
  async () => ({
    ...{ verification_id: id, verdict, checks: [], evidence_link: `${verifications}/${id}` },
    ...{ gsd_run_updated: false, release_id: null },
  })

interface Story {
  readonly look: Post
  readonly verify: Post
  readonly rollback?: Post
  readonly version?: object
  readonly images?: object
}

/** Runs `rollout verify --target app`, whose rollback leaves a file behind. */
async function rollOut(
  folder: string,
  { look, verify, rollback = async () => ({}), version, images }: Story,
  options: Record<string, string> = {},
) {
  const undone = join(folder, 'undone')
  const note = `require('fs').appendFileSync(${JSON.stringify(undone)}, 'x')`
  const app = {
    health: [{ url: `${service.url}/healthz`, ...(version && { version }) }],
    healthGate: { initialDelay: 0, interval: 0, attempts: 2, successes: 1 },
    rollback: { command: [process.execPath, '-e', note] },
    ...(images && { images }),
  }
  const config = Joi.attempt({ targets: { app } }, rolloutConfig)
  const posted: { path: string; body: unknown; key: string | undefined }[] = []
  let out = ''
  const post: Post = (path, body, limits) => {
    posted.push({ path, body, key: limits?.idempotencyKey })
    return (path === looks ? look : path === verifications ? verify : rollback)(path, body)
  }
  const context = commandContext({
    api: { get: unreachable, post, patch: unreachable },
    options: { target: 'app', json: true, envOut: 'rollout.env', ...options },
    env: process.env,
    cwd: folder,
    print: line => void (out += line),
  })
  const code = await createVerifyCommand({ config, clock: systemClock }).run(context)
  const outcome = JSON.parse(out)
  const env = readFileSync(join(folder, 'rollout.env'), 'utf8')
  return { code, outcome, env, posted, undone: existsSync(undone) }
}

t.test('what is ill is taken back though no Decklog can be reached', async t => {
  service.behave('never ready')
  const folder = t.testdir()
  const ended = await rollOut(folder, { look: unreachable, verify: unreachable })
  t.ok(ended.undone)
  t.equal(ended.code, 1)
  t.match(ended.outcome, {
    ...{ status: 'failed', verification_id: null, recorded: false },
    failed_urls: [`${service.url}/healthz`],
    rollback: { status: 'succeeded', exit_code: 0 },
  })
  t.match(ended.outcome.status_reason, /did not verify it: No Decklog answers/)
  t.match(ended.env, /^ROLLOUT_STATUS='failed'$/m)
  t.match(ended.env, new RegExp(`^ROLLOUT_RECORD_FILE='${ended.outcome.record_file}'$`, 'm'))
})

t.test('what is well stays, and is not called verified', async t => {
  service.behave('good')
  const ended = await rollOut(t.testdir(), { look: unreachable, verify: unreachable })
  t.notOk(ended.undone)
  t.equal(ended.code, 1)
  t.match(ended.outcome, { status: 'unverified', rollback: { status: 'not_needed' } })
  t.match(ended.env, /^ROLLOUT_STATUS='unverified'$/m)
  const sent = ended.posted.filter(({ path }) => path === verifications)
  t.equal(sent.length, 3, 'it is tried again')
  t.equal(new Set(sent.map(({ key }) => key)).size, 1, 'as the same request')
})

t.test('what nobody can tell is taken back', async t => {
  service.behave('good')
  const version = { field: 'commit', is: '{commit}' }
  const blind = await rollOut(t.testdir(), { look: unreachable, verify: unreachable, version })
  t.ok(blind.undone, 'no release says which version is right')
  const manifest = t.testdir({ 'release.json': '{"commit":"c0ffee"}' })
  const told = await rollOut(
    manifest,
    { look: unreachable, verify: unreachable, version },
    { release: 'release.json' },
  )
  t.notOk(told.undone, 'the manifest says it')
})

t.test('a record that is refused changes nothing of what is done', async t => {
  const ill = await rollOut(t.testdir(), { look: seen('failed'), verify: refused })
  t.ok(ill.undone)
  t.match(ill.outcome, { status: 'failed', recorded: false, rollback: { status: 'succeeded' } })
  t.equal(ill.posted.filter(({ path }) => path === verifications).length, 1, 'once is enough')
  const well = await rollOut(t.testdir(), { look: seen('passed'), verify: refused })
  t.notOk(well.undone)
  t.match(well.outcome, { status: 'unverified' })
})

t.test('who is ended in the middle leaves no success of an earlier rollout behind', async t => {
  const folder = t.testdir({ 'rollout.env': "ROLLOUT_STATUS='passed'\n" })
  let meanwhile = ''
  const look: Post = async (...args) => {
    meanwhile = readFileSync(join(folder, 'rollout.env'), 'utf8')
    return seen('passed')(...args)
  }
  const ended = await rollOut(folder, { look, verify: verified('passed') })
  t.match(meanwhile, /^ROLLOUT_STATUS='failed'$/m)
  t.match(ended.env, /^ROLLOUT_STATUS='passed'$/m)
})

t.test('what was done is told also where the variables cannot be written', async t => {
  const printed: string[] = []
  const context = commandContext({
    api: {
      get: unreachable,
      post: (path, body) => (path === looks ? seen('passed') : verified('passed'))(path, body),
      patch: unreachable,
    },
    options: { target: 'app', json: true, envOut: 'nowhere/rollout.env' },
    cwd: t.testdir(),
    print: line => void printed.push(line),
    warn: () => {},
  })
  const config = Joi.attempt({ targets: { app: {} } }, rolloutConfig)
  await t.rejects(createVerifyCommand({ config, clock: systemClock }).run(context), {
    code: 'ENOENT',
  })
  t.match(
    printed.map(line => JSON.parse(line)),
    [{ status: 'passed' }],
  )
})

t.test('a Decklog that comes back verifies', async t => {
  let tries = 0
  const back: Post = (...call) => ((tries += 1) < 3 ? unreachable : verified('passed'))(...call)
  service.behave('good')
  const ended = await rollOut(t.testdir(), { look: unreachable, verify: back })
  t.match(ended.outcome, { status: 'passed', verification_id: id, recorded: true })
  t.equal(ended.code, 0)
  t.notOk(ended.undone)
})

t.test('a program that does not tell what runs stops nothing', async t => {
  const images = { command: ['/nowhere/to/be/found'] }
  const story = { look: seen('passed'), verify: verified('failed'), images }
  const ended = await rollOut(t.testdir(), story)
  t.match(ended.posted.find(({ path }) => path === verifications)?.body, { running_images: null })
  t.ok(ended.undone)
  t.match(ended.outcome, { status: 'failed', recorded: true })
})

t.test('an option that cannot be used leaves variables too', async t => {
  const folder = t.testdir()
  const story = { look: seen('passed'), verify: verified('passed') }
  await t.rejects(rollOut(folder, story, { release: 'none.json' }), { code: 'DECKLOG_VALIDATION' })
  t.match(readFileSync(join(folder, 'rollout.env'), 'utf8'), /^ROLLOUT_STATUS='failed'$/m)
})

t.test('what was not recorded is recorded later, with the same keys', async t => {
  service.behave('never ready')
  const [one, two] = [t.testdir({ one: {}, two: {} })].flatMap(dir => [`${dir}/one`, `${dir}/two`])
  if (one === undefined || two === undefined) throw new Error('No folder')
  await rollOut(one, { look: unreachable, verify: unreachable })
  await rollOut(two, { look: seen('failed'), verify: verified('failed'), rollback: unreachable })
  const record = async (folder: string) => {
    const file = readdirSync(folder).find(name => name.endsWith('.json'))
    const posted: { path: string; key: string | undefined }[] = []
    const post: Post = async (path, body, limits) => {
      posted.push({ path, key: limits?.idempotencyKey })
      return verified('failed')(path, body)
    }
    const lines: string[] = []
    const run = (): Promise<number> =>
      createRecordCommand().run(
        commandContext({
          api: { get: unreachable, post, patch: unreachable },
          options: { file },
          cwd: folder,
          print: line => void lines.push(line),
        }),
      )
    t.equal(await run(), 0)
    const first = posted.splice(0)
    t.equal(await run(), 0)
    t.strictSame(posted, first, 'a second time is the same')
    t.match(lines[0], `${verifications}/${id}, with its rollback`)
    return first.map(({ path }) => path)
  }
  t.strictSame(await record(one), [verifications, `${verifications}/${id}/rollback`])
  t.strictSame(await record(two), [`${verifications}/${id}/rollback`])
})

t.test('a file that rollout verify did not write records nothing', async t => {
  const cwd = t.testdir({ 'a.json': '{"version":1}', 'b.json': 'no JSON' })
  for (const file of ['a.json', 'b.json', 'c.json']) {
    const context = commandContext({ options: { file }, cwd })
    await t.rejects(createRecordCommand().run(context), { code: 'DECKLOG_VALIDATION' }, file)
  }
})
