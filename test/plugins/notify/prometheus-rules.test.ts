import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { packageRoot } from '../../../core/config/package-root.ts'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly annotations: { readonly summary: string }
}

const read = (file: string): Promise<string> => readFile(join(packageRoot, 'docs', file), 'utf8')
const namesIn = (text: string): readonly string[] => text.match(/\bdecklog_[a-z_]+/g) ?? []

t.test('the rules for Prometheus ask for metrics that there are', async t => {
  const known = new Set(namesIn(await read('reference/metrics.md')))
  const { groups } = parse(await read('examples/prometheus-alerts.yml'))
  const rules: readonly Rule[] = groups.flatMap((group: { rules: readonly Rule[] }) => group.rules)
  const asked = rules.flatMap(({ expr }) => namesIn(expr))
  t.ok(asked.length >= rules.length - 1, 'all but `up` are of Decklog')
  t.strictSame(
    asked.filter(name => !known.has(name.replace(/_(count|sum|bucket)$/, ''))),
    [],
  )
  t.ok(rules.every(({ annotations }) => annotations.summary !== ''))
})
