import t from 'tap'
import type { Answered, Failed } from '../../../../core/outbound/outbound.ts'
import { findingOf } from '../../../../plugins/continuity/probing/finding.ts'
import type { Target } from '../../../../plugins/continuity/target.ts'

const target: Target = {
  ...{ kind: 'http', url: 'http://a.example', everySeconds: 30, timeoutSeconds: 5 },
  ...{ expectStatus: null, expectBody: null },
}
const answer: Answered = {
  ...{ outcome: 'answered', status: 200, headers: {}, body: '', extent: 'whole' },
}

t.test('finds an answer good when its status is as expected', async t => {
  for (const status of [200, 204, 299])
    t.match(
      findingOf(target, { ...answer, status }),
      { outcome: 'good', failure: null },
      String(status),
    )
  for (const status of [100, 302, 401, 500])
    t.match(findingOf(target, { ...answer, status }), {
      ...{ outcome: 'bad', failure: 'wrong_status', detail: `It answered ${status}, not 2xx.` },
    })
  const teapot = { ...target, expectStatus: 418 }
  t.match(findingOf(teapot, { ...answer, status: 418 }), { outcome: 'good' })
  t.match(findingOf(teapot, answer), { outcome: 'bad', failure: 'wrong_status' })
})

t.test('finds an answer good when it holds the expected text', async t => {
  const ready = { ...target, expectBody: '"ready"' }
  t.match(findingOf(ready, { ...answer, body: '{"state":"ready"}' }), { outcome: 'good' })
  t.match(findingOf(ready, { ...answer, body: 'secret' }), {
    ...{ outcome: 'bad', failure: 'wrong_body', detail: /^((?!secret).)*$/ },
  })
})

t.test('finds a connection good', async t => {
  const tcp = { ...target, kind: 'tcp' } as const
  t.match(findingOf(tcp, { outcome: 'connected' }), { outcome: 'good', sessions: null })
})

t.test('takes the sessions of a whole list, and no other answer', async t => {
  const sessions = { ...target, kind: 'sessions' } as const
  const body = '[{"key":"a","updatedAt":null}]'
  t.match(findingOf(sessions, { ...answer, body }), {
    ...{ outcome: 'good', sessions: [{ key: 'a', activeAt: null }] },
  })
  const wrong: readonly Answered[] = [
    { ...answer, body: '<html>' },
    { ...answer, body, extent: 'cut' },
  ]
  for (const one of wrong)
    t.match(findingOf(sessions, one), { outcome: 'bad', failure: 'malformed', sessions: null })
  t.match(findingOf(sessions, { ...answer, status: 503, body }), { failure: 'wrong_status' })
})

t.test('says what a failure means', async t => {
  const meanings: Readonly<Record<Failed['failure'], object>> = {
    address_refused: { outcome: 'unknown', failure: 'address_not_allowed' },
    timed_out: { outcome: 'bad', failure: 'timed_out', detail: 'It did not answer within 5 s.' },
    name_unresolved: { outcome: 'bad', failure: 'unreachable' },
    connection_refused: { outcome: 'bad', failure: 'unreachable' },
    connection_failed: { outcome: 'bad', failure: 'unreachable' },
    tls_failed: { outcome: 'bad', failure: 'unreachable' },
    protocol_error: { outcome: 'bad', failure: 'malformed' },
  }
  for (const [failure, meaning] of Object.entries(meanings) as [Failed['failure'], object][])
    t.match(findingOf(target, { outcome: 'failed', failure, message: 'why' }), meaning, failure)
})
