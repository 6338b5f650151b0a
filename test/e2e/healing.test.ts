import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { runCommandLine } from '../../core/cli/run-command-line.ts'
import { packageRoot } from '../../core/config/package-root.ts'
import { canMount, mountTmpfs } from '../plugins/disk/tmpfs.ts'
import {
  adminToken,
  createHome,
  startDecklog,
  until,
  type DecklogProcess,
} from '../support/decklog-process.ts'

interface Recovery {
  readonly id: string
  readonly policy: string
  readonly standing: string
  readonly outcome: string
  readonly attempts: number
  readonly verified: number
  readonly action: { readonly digest: string }
}
interface Attempt {
  readonly subject_id: string
  readonly approved_by: string | null
  readonly outcome: string
  readonly exit_code: number | null
  readonly freed_bytes: number | null
  readonly output: string
  readonly verified_event_ids: readonly string[]
}

async function recoveryOf(app: DecklogProcess, policy: string): Promise<Recovery | undefined> {
  const { body } = await app.get(`/api/v1/recoveries?policy=${policy}`)
  return (body as unknown as { recoveries?: readonly Recovery[] }).recoveries?.[0]
}

async function attemptsOf(app: DecklogProcess, policy: string): Promise<readonly Attempt[]> {
  const { body } = await app.get(`/api/v1/recovery-attempts?policy=${policy}`)
  return (body as unknown as { attempts?: readonly Attempt[] }).attempts ?? []
}

async function typesOf(app: DecklogProcess, id: string): Promise<readonly string[]> {
  const { body } = await app.get(`/api/v1/streams/recovery-${id}?limit=200`)
  const { events } = body as unknown as { events: readonly { type: string }[] }
  return events.map(({ type }) => type.replace('recovery.', ''))
}

/** The type of the event of a stream that has an id. */
async function typeOf(app: DecklogProcess, stream: string, id: string): Promise<string> {
  const { body } = await app.get(`/api/v1/streams/${stream}?limit=200`)
  const { events } = body as unknown as { events: readonly { id: string; type: string }[] }
  return events.find(one => one.id === id)?.type ?? 'none'
}

/** An agent that beats by itself until it is killed, and what starts it. */
async function writeAgent(
  folder: string,
  agentId: string,
): Promise<{ starter: string; pid: string }> {
  const [agent, starter] = [join(folder, 'agent.mjs'), join(folder, 'start.mjs')]
  const pid = join(folder, 'agent.pid')
  await writeFile(
    agent,
    `
      import { writeFileSync } from 'node:fs'
      writeFileSync(${JSON.stringify(pid)}, String(process.pid))
      const [url] = process.argv.slice(2)
      const headers = { authorization: 'Bearer ${adminToken}', 'content-type': 'application/json' }
      const beat = () =>
        fetch(url + '/api/v1/agents/${agentId}/heartbeat', { method: 'POST', headers, body: '{}' })
      setInterval(() => beat().catch(() => process.exit()), 400)
      setTimeout(() => process.exit(), 900_000)
    `,
  )
  await writeFile(
    starter,
    `
      import { spawn } from 'node:child_process'
      import { readFileSync } from 'node:fs'
      const url = readFileSync(${JSON.stringify(join(folder, 'url'))}, 'utf8')
      const own = { detached: true, stdio: 'ignore' }
      spawn(process.execPath, [${JSON.stringify(agent)}, url], own).unref()
      console.log('started', process.env.RECOVERY_SUBJECT)
    `,
  )
  return { starter, pid }
}

const settings = { after: 0, cooldown: 1, mode: 'auto' }

async function heal(t: Test): Promise<void> {
  const mount = mountTmpfs(t, { bytes: 16 * 1024 * 1024, inodes: 1_000 })
  const [cache, kept] = [join(mount, 'cache'), join(mount, 'kept')]
  await Promise.all([mkdir(cache), mkdir(kept)])
  const board = randomUUID()
  const agentId = randomUUID()
  const home = await createHome(t)
  const { starter, pid } = await writeAgent(home.folder, agentId)
  const atOnce = { enterAfter: 0 }
  const limits = { warning: atOnce, critical: atOnce, emergency: atOnce, leaveAfter: '1s' }
  const policies = [
    {
      ...{ name: 'prune-logs', ...settings, mode: 'suggest' },
      for: { kind: 'disk', level: 'critical', subjects: [mount] },
      action: { own: { name: 'prune', with: { paths: [cache], match: ['*.log'], olderThan: 0 } } },
    },
    {
      ...{ name: 'start-agent', ...settings, node: 'here' },
      for: { kind: 'agent', states: ['stale'], boards: [board] },
      action: { run: { argv: [process.execPath, starter] } },
    },
    {
      ...{ name: 'hope', ...settings, cooldown: 0 },
      for: { kind: 'checks', level: 'warning', subjects: ['stuck'] },
      action: { run: { argv: ['true'] } },
    },
  ]
  const app = await startHealing(t, home, {
    disk: { mounts: [mount], interval: '1s', limits },
    continuity: { evaluateEvery: '1s' },
    checks: { checks: [{ name: 'stuck', argv: ['false'], every: '1s' }] },
    recovery: { interval: '1s', settle: 0, policies },
  })
  await writeFile(join(home.folder, 'url'), app.url)
  await app.put(`/api/v1/boards/${board}`, { name: 'Delivery', slug: 'delivery' })

  await t.test(
    'a disk that fills is pruned once that is approved, and a reading says so',
    async t => {
      await writeFile(join(kept, 'data'), 'stays')
      await writeFile(join(cache, 'ballast.log'), Buffer.alloc(15.5 * 1024 * 1024))
      const stands = (standing: string): Promise<void> =>
        until(async () => (await recoveryOf(app, 'prune-logs'))?.standing === standing, 120_000)
      await stands('suggested')
      const id = (await recoveryOf(app, 'prune-logs'))?.id ?? ''
      const digest = (await recoveryOf(app, 'prune-logs'))?.action.digest ?? ''
      const run = createReader(app, { '"$ID"': id, '"$DIGEST"': digest, '/data': mount })
      t.match(await run('recovery list --standing suggested'), /prune-logs/)
      t.match(await run('recovery show "$ID"'), /Digest {4}[0-9a-f]{64}/)
      t.match(await run('recovery run prune-logs /data --dry-run'), /^Asked/)
      const told = async (): Promise<string> =>
        (await attemptsOf(app, 'prune-logs'))[0]?.output ?? ''
      await until(async () => /^1 files of .* would be removed/.test(await told()), 120_000)
      t.strictSame(await readdir(cache), ['ballast.log'], 'a rehearsal changes nothing')
      await stands('suggested')
      t.match(
        await run('recovery approve "$ID" --digest "$DIGEST" --note "They may go"'),
        /^Approved/,
      )
      await until(
        async () => (await recoveryOf(app, 'prune-logs'))?.outcome === 'verified',
        120_000,
      )
      const [attempt] = await attemptsOf(app, 'prune-logs')
      t.ok((attempt?.freed_bytes ?? 0) > 15e6, 'as many bytes came free')
      t.match(attempt?.approved_by, /^person:/)
      t.strictSame(await readdir(cache), [])
      t.equal(await readFile(join(kept, 'data'), 'utf8'), 'stays')
      const [read = ''] = attempt?.verified_event_ids ?? []
      t.equal(await typeOf(app, `diskSample-${attempt?.subject_id}`, read), 'disk.Sampled')
      t.match(await run('recovery list --policies'), /prune-logs +suggest +1 of 1/)
      t.match(await run('recovery list --policy prune-logs'), /verified/)
      const why = '--reason "The disks are being replaced"'
      t.match(await run(`recovery pause prune-logs ${why}`), /rests/)
      t.match(await run('recovery resume prune-logs'), /goes on/)
      t.match(
        await run('recovery resume "$ID" --note "The script had no right to restart it"'),
        /on/,
      )
      t.strictSame(run.unread(), [], 'every command of the page was run')
    },
  )

  await t.test('a dead agent is started again, and its own heartbeat says so', async t => {
    await app.put(`/api/v1/boards/${board}/agents/${agentId}`, {
      ...{ name: 'scribe', heartbeat: { every: '1s', grace: '5s' } },
    })
    execFileSync(process.execPath, [starter])
    const beats = async (): Promise<boolean> => {
      const { body } = await app.get(`/api/v1/boards/${board}/agent-continuity`)
      return /"continuity":"alive"/.test(JSON.stringify(body))
    }
    await until(beats, 120_000)
    const first = await readFile(pid, 'utf8')
    process.kill(Number(first), 'SIGKILL')
    await until(async () => (await recoveryOf(app, 'start-agent'))?.outcome === 'verified', 120_000)
    const second = await readFile(pid, 'utf8')
    t.not(second, first, 'another process beats')
    process.kill(Number(second), 'SIGKILL')
    const attempt = (await attemptsOf(app, 'start-agent')).find(
      ({ outcome }) => outcome === 'verified',
    )
    t.match(attempt, { exit_code: 0, output: 'started scribe' })
    const [read = ''] = attempt?.verified_event_ids ?? []
    t.equal(await typeOf(app, `heartbeat-${board}`, read), 'continuity.HeartbeatReceived')
  })

  await t.test('what exits 0 and helps nothing is given up after the third attempt', async t => {
    await until(async () => (await recoveryOf(app, 'hope'))?.standing === 'escalated', 120_000)
    const hope = await recoveryOf(app, 'hope')
    t.match(hope, { attempts: 3, verified: 0, outcome: 'unverified' })
    t.match(await attemptsOf(app, 'hope'), [
      { outcome: 'unverified', exit_code: 0 },
      { outcome: 'unverified', exit_code: 0 },
      { outcome: 'unverified', exit_code: 0 },
    ])
    const types = await typesOf(app, hope?.id ?? '')
    const once = ['Requested', 'ActionStarted', 'ActionFinished', 'Unverified']
    const acted = types.filter(type => type !== 'Suppressed')
    t.strictSame(acted, [...once, ...once, ...once, 'Escalated'])
    await until(async () => {
      const { body } = await app.get('/api/v1/alarms?kind=recovery&state=raised')
      return /"severity":"critical","text":"Healing stuck of here by hope has given up/.test(
        JSON.stringify(body),
      )
    })
  })
}

const page = readFileSync(join(packageRoot, 'docs/how-to/heal.md'), 'utf8')
const commands = [...page.matchAll(/^decklog (recovery [^#\n]*)/gm)].map(([, one = '']) =>
  one.trim(),
)

/** Runs commands as they stand in the how-to, with what stands for something put in its place. */
function createReader(app: DecklogProcess, places: Readonly<Record<string, string>>) {
  const left = new Set(commands)
  const run = async (line: string): Promise<string> => {
    if (!left.delete(line)) throw new Error(`The page has no ${line}`)
    const words = line.match(/"[^"]*"|\S+/g) ?? []
    const args = words.map(word => places[word] ?? word.replaceAll('"', ''))
    let out = ''
    // A machine that is busy with other things says so, and is asked again.
    await until(async () => {
      out = ''
      const code = await runCommandLine({
        words: args,
        env: { DECKLOG_URL: app.url, DECKLOG_TOKEN: adminToken },
        cwd: '/',
        print: text => void (out += text),
        printError: text => void (out += text),
      })
      return code === 0 || !/_BEHIND|_REBUILDING|_TIMEOUT|_UNREACHABLE/.test(out)
    }, 120_000)
    return out
  }
  return Object.assign(run, { unread: () => [...left] })
}

function startHealing(
  t: Test,
  home: Awaited<ReturnType<typeof createHome>>,
  plugins: object,
): Promise<DecklogProcess> {
  return startDecklog(t, home, {
    DECKLOG_NODE_NAME: 'here',
    DECKLOG_PLUGINS: JSON.stringify(plugins),
  })
}

t.test('what goes bad is healed, and never said to be before it is', { skip: !canMount }, heal)
