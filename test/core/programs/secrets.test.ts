import t from 'tap'
import { redact, secretsIn, secretsInArguments } from '../../../core/programs/secrets.ts'

t.test('hides what looks like a secret', async t => {
  const hidden: readonly (readonly [string, string])[] = [
    ['pull https://me:hunter2@registry.example/x', 'pull https://me:[hidden]@registry.example/x'],
    ['password=hunter2 next', 'password=[hidden] next'],
    ['Authorization: Bearer abcdef', 'Authorization: [hidden]'],
    ['used ghp_0123456789abcdef0123', 'used [hidden]'],
    ['nothing to hide', 'nothing to hide'],
  ]
  for (const [said, seen] of hidden) t.equal(redact(said, []), seen)
  t.strictSame(secretsIn({ GHCR_TOKEN: 'x', PATH: '/bin', DB_PASSWORD: 'y' }), ['x', 'y'])
})

t.test('finds the secrets among the arguments of a program', t => {
  const found: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['check_pgsql', '-H', 'db', '-p', 'hunter2'], ['hunter2']],
    [['check_tcp', '-p', '5432'], []],
    [
      ['check_http', '-a', 'me:hunter2'],
      ['me:hunter2', 'hunter2'],
    ],
    [['check_procs', '-a', 'postgres', '-P', '10.5'], []],
    [['check_disk', '-p', '/var/lib'], []],
    [
      ['check_x', '--password', 'hunter2', '--token=abc', '--port', '80'],
      ['hunter2', 'abc'],
    ],
    [['check_x', '--community', 'public', '--no-auth', '--verbose'], ['public']],
  ]
  for (const [argv, secrets] of found) t.strictSame(secretsInArguments(argv), secrets)
  t.end()
})

t.test('hides a secret that is part of another one whole', t => {
  t.equal(
    redact('as me:hunter2 and hunter2', ['hunter2', 'me:hunter2'], { fewest: 3 }),
    'as [hidden] and [hidden]',
  )
  t.equal(redact('a 7', ['7'], { fewest: 3 }), 'a 7')
  t.end()
})
