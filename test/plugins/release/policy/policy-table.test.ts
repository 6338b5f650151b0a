import t from 'tap'
import { composeCases } from './cases/compose-cases.ts'
import { dockerfileCases } from './cases/dockerfile-cases.ts'
import { ruleCases } from './cases/rule-cases.ts'
import { variableCases } from './cases/variable-cases.ts'
import { waiverCases } from './cases/waiver-cases.ts'
import { findingsOf } from './policy-case.ts'

const table = { ruleCases, waiverCases, variableCases, composeCases, dockerfileCases }

for (const [name, cases] of Object.entries(table)) {
  t.test(name, async t => {
    for (const given of cases) t.strictSame(findingsOf(given), given.finds, given.title)
  })
}
