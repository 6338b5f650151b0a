import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { AlarmSignal, DeclaredAlarm } from '../../../core/alarm.ts'
import { packageRoot } from '../../../core/config/package-root.ts'
import type { Recorded } from '../../../core/event.ts'
import { createEventCatalog } from '../../../core/events/event-catalog.ts'
import { callingMost, labelName } from '../../../plugins/notify/calling.ts'
import { loadEverything } from '../../support/every-event.ts'

const { sources } = await loadEverything()
const { alarms } = createEventCatalog(sources)
const guards = new Set(['checks'])
/** What their examples leave out. */
const others: Readonly<Record<string, object>> = {
  'gsd.WaitBegan': { what: 'bypass_used' },
  'gsd.WaitEnded': { what: 'bypass_used' },
}

/** What an alarm says of the examples of its events. */
function signalsOf({ spec }: DeclaredAlarm): readonly AlarmSignal[] {
  const at = new Date('2026-01-01T00:00:00.000Z')
  const place = { id: 'e1', stream: 's-1', revision: 0n, position: 0n, metadata: {} }
  return Object.entries(spec.on).flatMap(([type, read]) => {
    const example = sources.find(source => type in source.events)?.events[type]?.example ?? {}
    const told = [example, ...(type in others ? [{ ...example, ...others[type] }] : [])]
    return told.flatMap(data => {
      const event: Recorded = { type, data, ...place, receivedAt: at, recordedAt: at }
      return read?.(event) ?? []
    })
  })
}

/** The labels of each kind, as the page lists them. */
async function documented(): Promise<ReadonlyMap<string, readonly string[]>> {
  const page = await readFile(join(packageRoot, 'docs/how-to/who-is-told.md'), 'utf8')
  const [, table = ''] = page.split('## Choose by labels')
  const rows = [...table.matchAll(/^\| (`[^|]+|any guard[^|]+) \| ([^|]+) \|$/gm)]
  const wordsOf = (cell = ''): readonly string[] =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, word = '']) => word)
  return new Map(
    rows.flatMap(([, kinds = '', labels]) => {
      const of = kinds.startsWith('any guard') ? ['any guard'] : wordsOf(kinds)
      return of.map(kind => [kind, [...wordsOf(labels)].sort()] as const)
    }),
  )
}

t.test('every alarm that is built in has the labels that are documented of its kind', async t => {
  const found = new Map<string, Set<string>>()
  for (const alarm of alarms) {
    const kind = guards.has(alarm.spec.kind) ? 'any guard' : alarm.spec.kind
    const names = signalsOf(alarm).flatMap(({ labels = {} }) => Object.keys(labels))
    found.set(kind, new Set([...(found.get(kind) ?? []), ...names]))
  }
  const inOrder = [...found].map(([kind, names]) => [kind, [...names].sort()] as const)
  t.strictSame(new Map(inOrder), await documented())
})

t.test('an alarm has the same labels when it begins and when it ends', async t => {
  for (const alarm of alarms) {
    const known = new Map<string, object>()
    for (const { about, labels = {} } of signalsOf(alarm)) {
      t.strictSame(labels, known.get(about) ?? labels, `${alarm.word} ${about}`)
      known.set(about, labels)
      const names = Object.keys(labels)
      t.ok(names.length > 0 && names.length <= callingMost.labels, alarm.word)
      t.strictSame(
        names.filter(name => !labelName.test(name)),
        [],
        alarm.word,
      )
    }
  }
})
