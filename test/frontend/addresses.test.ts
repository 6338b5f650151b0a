import t from 'tap'
import { readProblem } from '../../frontend/api/problem.ts'
import { placeOf, places } from '../../frontend/frame/places.ts'
import { readGateDecision } from '../../frontend/pages/runs/gate-decision.ts'
import { matchPath } from '../../frontend/state/match-path.ts'
import { pageNames } from '../../plugins/console/pages.ts'

t.test('a path is read by a pattern, or is another', async t => {
  t.strictSame(matchPath('/', '/'), {})
  t.strictSame(matchPath('/runs/:id', '/runs/7'), { id: '7' })
  t.strictSame(matchPath('/runs/:id', '/runs/7/'), { id: '7' })
  t.strictSame(matchPath('/guards/:guard/:subject', '/guards/disk/a%2Fb%20c'), {
    ...{ guard: 'disk', subject: 'a/b c' },
  })
  for (const path of ['/', '/runs', '/run/7', '/runs/7/8', '/runs/%E0%A4%A'])
    t.equal(matchPath('/runs/:id', path), null, path)
})

t.test('the navigation leads to pages that are served, by a letter each', async t => {
  const served = pageNames.map(name => `/${name}`)
  for (const { path } of places) t.ok(path === '/' || served.includes(path), path)
  t.equal(new Set(places.map(({ letter }) => letter)).size, places.length)
  t.equal(placeOf('/disks/7'), '/guards')
  t.equal(placeOf('/rollouts'), '/releases')
  t.equal(placeOf('/'), '/')
})

t.test('what the API could not do is told by its own words, or by its status', async t => {
  const told = readProblem(422, {
    ...{ code: 'DECKLOG_VALIDATION', detail: 'Not valid: name.', title: 'Not valid' },
    errors: [{ field: 'name', message: 'is required' }, 7],
  })
  t.match(told, { status: 422, code: 'DECKLOG_VALIDATION', message: 'Not valid: name.' })
  t.strictSame(told.fields, [{ field: 'name', message: 'is required' }])
  for (const body of [undefined, null, '<html>', [], { code: 7 }])
    t.match(readProblem(502, body), {
      ...{ status: 502, code: 'DECKLOG_UNKNOWN', message: 'The server answered 502.' },
    })
})

t.test('the reasons of gates are read out of what was recorded, whatever that is', async t => {
  const reason = { decision: 'deny', code: 'disk_critical', text: 'Full.', eventIds: ['1', 2] }
  const recorded = { facts: { replies: [{ gate: 'disk', answer: { reasons: [reason] } }] } }
  t.strictSame([...readGateDecision(recorded)], [['disk', [{ ...reason, eventIds: ['1'] }]]])
  for (const other of [undefined, null, [], 'x', { facts: { replies: 'none' } }])
    t.equal(readGateDecision(other).size, 0)
  t.strictSame([...readGateDecision({ facts: { replies: [{}] } })], [['', []]])
})
