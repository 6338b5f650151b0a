import t from 'tap'
import { DecklogError } from '../../../core/errors.ts'
import type { Recorded } from '../../../core/event.ts'
import type { StoredEvent } from '../../../core/ledger/ledger.ts'
import { runWhatIf, type WhatIfParts } from '../../../core/whatif/run-what-if.ts'
import type { Rejudging, WhatIf } from '../../../core/whatif/what-if.ts'
import { recordedLedger } from '../../support/recorded-ledger.ts'

const begin = Date.UTC(2026, 0, 1)
const hour = 3_600_000
const subjects = ['a', 'b', 'c']

function recorded(stream: string, position: number, at: number): Recorded {
  const receivedAt = new Date(begin + at)
  const of = { stream, revision: BigInt(position), position: BigInt(position), metadata: {} }
  return { id: `${position}`, type: 'x.Noted', data: {}, ...of, receivedAt, recordedAt: receivedAt }
}

// Each subject stood somewhere long before the range, and is met in it for the first time.
const events = [
  ...subjects.map((subject, at) => recorded(`level-${subject}`, at + 1, 0)),
  ...subjects.map((subject, at) => recorded(`sample-${subject}`, at + 4, 10 * hour)),
]

/** Says which events it was given. */
function listening(): { readonly whatIf: WhatIf; readonly heard: readonly string[] } {
  const heard: string[] = []
  const judging: Rejudging = {
    begin({ stream }) {
      heard.push(`begin ${stream}`)
      return []
    },
    take({ stream }) {
      heard.push(`take ${stream}`)
      return []
    },
  }
  const whatIf: WhatIf = {
    types: ['x.Noted'],
    lookBackSeconds: 3_600,
    standsIn: ({ stream }) => stream.replace('sample', 'level'),
    asRecorded: () => ({ begin: () => [], take: () => [] }),
    asSet: () => judging,
  }
  return { whatIf, heard }
}

const byId = new Map(events.map(event => [event.id, event]))
const decode = ({ id }: Pick<StoredEvent, 'id'>): Recorded => byId.get(id)!

async function run(parts: Partial<WhatIfParts>, whatIf: WhatIf) {
  return runWhatIf(
    {
      ledger: recordedLedger(events),
      catalog: { decode },
      times: { before: async () => undefined, after: async () => undefined },
      ...parts,
    },
    {
      whatIf,
      range: { from: new Date(begin + 9 * hour), to: new Date(begin + 11 * hour) },
      signal: new AbortController().signal,
      report: () => undefined,
    },
  )
}

t.test('each subject begins where it stood, before the first that is seen of it', async t => {
  const { whatIf, heard } = listening()
  await run({}, whatIf)
  t.strictSame(
    heard,
    subjects.flatMap(one => [`begin level-${one}`, `take sample-${one}`]),
  )
})

t.test('where subjects stood that are met together is read together', async t => {
  const ledger = recordedLedger(events)
  let asked = 0
  let answer = (): void => undefined
  const all = new Promise<void>(resolve => (answer = resolve))
  async function* read(...given: Parameters<typeof ledger.read>) {
    asked += 1
    if (asked === subjects.length) answer()
    // Nobody is answered before all have asked.
    await all
    yield* ledger.read(...given)
  }
  const { whatIf, heard } = listening()
  await run({ ledger: { ...ledger, read } }, whatIf)
  t.equal(asked, subjects.length)
  t.equal(heard.length, 2 * subjects.length)
})

t.test('what cannot be read of where a subject stood is left out, and counted', async t => {
  const { whatIf, heard } = listening()
  const result = await run(
    {
      catalog: {
        decode(event) {
          if (event.stream === 'level-b') throw new DecklogError('DECKLOG_EVENT_INVALID', 'torn')
          return decode(event)
        },
      },
    },
    whatIf,
  )
  // Once as an event of the stretch, and once as where its subject stood.
  t.equal(result.unreadable, 2)
  t.strictSame(
    heard.filter(one => one.startsWith('begin')),
    ['begin level-a', 'begin level-c'],
  )
})
