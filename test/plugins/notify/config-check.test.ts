import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { runCommandLine } from '../../../core/cli/run-command-line.ts'

async function check(t: Test, kinds: string): Promise<{ code: number; out: string }> {
  const cwd = t.testdir({})
  const file = join(cwd, 'decklog.yml')
  await writeFile(
    file,
    `dataDir: ${join(cwd, 'data')}
plugins:
  notify:
    webhooks:
      - { name: ops, url: 'https://hooks.example', secret: 0123456789abcdef, kinds: [${kinds}] }
`,
  )
  let out = ''
  const print = (text: string): void => void (out += text)
  const words = ['config', 'check', '--config', file]
  return { code: await runCommandLine({ words, env: {}, cwd, print, printError: print }), out }
}

t.test('a kind of alarm that nobody declares is found before the start', async t => {
  t.match(await check(t, 'disk, guard, host, gate, verification, projection, continuity'), {
    code: 0,
  })
  t.match(await check(t, 'dsik'), { code: 1, out: /kinds.*dsik.*there are: .*disk/ })
})
