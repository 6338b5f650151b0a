import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { createHome, startDecklog, until, type DecklogProcess } from '../support/decklog-process.ts'
import { createTestLedgerUrl } from '../support/ledger.ts'
import { createTestDatabase } from '../support/postgres.ts'
import { rounds } from '../support/rounds.ts'

// Processes on one machine and one ledger: the action kills whichever began it, and so never ends before that.

const stores = {
  DECKLOG_DATABASE_URL: await createTestDatabase(t),
  DECKLOG_EVENTSTORE_URL: await createTestLedgerUrl(t),
  DECKLOG_TOKEN_KEYS: 'a-token-key-for-the-tests-0123456789',
  DECKLOG_NODE_NAME: 'here',
}
const home = await createHome(t)
const [tripped, begun, parents] = ['tripped', 'begun', 'parents'].map(name =>
  join(home.folder, name),
) as [string, string, string]
const script = join(home.folder, 'act')
await writeFile(
  script,
  `#!/bin/sh\necho "$RECOVERY_ATTEMPT" >> ${begun}\necho $PPID > ${parents}\nkill -KILL $PPID\n`,
)
await chmod(script, 0o755)
const plugins = {
  disk: { mounts: ['/'] },
  checks: { checks: [{ name: 'stuck', argv: ['test', '!', '-e', tripped], every: '1s' }] },
  recovery: {
    ...{ interval: '1s', settle: 0, startWithin: '10m' },
    policies: [
      {
        ...{ name: 'once', mode: 'auto', after: 0, cooldown: '1h' },
        for: { kind: 'checks', level: 'warning', subjects: ['stuck'] },
        action: { run: { argv: [script] }, timeout: '1s' },
      },
    ],
  },
}
const start = (): Promise<DecklogProcess> =>
  startDecklog(t, home, { ...stores, DECKLOG_PLUGINS: JSON.stringify(plugins) })

const linesOf = async (path: string): Promise<readonly string[]> =>
  (await readFile(path, 'utf8').catch(() => '')).split('\n').filter(Boolean)

async function typesOf(app: DecklogProcess): Promise<readonly string[]> {
  const { body } = await app.get('/api/v1/recoveries?policy=once')
  const [one] = (body as unknown as { recoveries?: readonly { id: string }[] }).recoveries ?? []
  if (!one) return []
  const told = await app.get(`/api/v1/streams/recovery-${one.id}?limit=200`)
  const { events = [] } = told.body as unknown as { events?: readonly { type: string }[] }
  return events.map(({ type }) => type.replace('recovery.', ''))
}

t.test(
  'what was killed between start and finish is abandoned, and nobody runs it again',
  async t => {
    const apps: DecklogProcess[] = []
    for (let count = 0; count < rounds(1, 2); count += 1) apps.push(await start())
    await writeFile(tripped, '')
    await until(async () => (await linesOf(parents)).length > 0, 120_000)
    const parent = Number((await linesOf(parents))[0])
    const killed = apps.find(({ pid }) => pid === parent)
    if (!killed) throw new Error('none of them began it')
    await killed.stop('SIGKILL')
    const again = await start()
    for (const app of [again, ...apps].filter(one => one !== killed)) {
      // It ails on: a new attempt waits for its cooldown as after any other.
      await until(async () => (await typesOf(app)).includes('Suppressed'), 120_000)
      t.strictSame(await typesOf(app), ['Requested', 'ActionStarted', 'Abandoned', 'Suppressed'])
    }
    const { body } = await again.get('/api/v1/recovery-attempts?policy=once')
    const { attempts } = body as unknown as { attempts: readonly Record<string, unknown>[] }
    t.match(attempts, [{ outcome: 'abandoned', result: null }])
    t.strictSame(await linesOf(begun), [attempts[0]?.['id']], 'it was run once')
  },
)
