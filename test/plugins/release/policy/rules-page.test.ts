import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { packageRoot } from '../../../../core/config/package-root.ts'
import { floatingWords } from '../../../../plugins/release/policy/judging/judge-reference.ts'
import { rules } from '../../../../plugins/release/policy/judging/policy-config.ts'

const page = await readFile(join(packageRoot, 'docs/production/runtime-image-policy.md'), 'utf8')

t.test('the page of the policy has every rule, and no other', async t => {
  const named = [...page.matchAll(/^\| `([a-z-]+)` /gm)].map(([, rule]) => rule)
  t.strictSame(named, Object.keys(rules))
})

t.test('the page of the policy has every word that a tag floats by', async t => {
  for (const word of floatingWords) t.match(page, `\`${word}\``)
})
