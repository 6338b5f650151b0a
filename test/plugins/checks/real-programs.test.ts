import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createCertificate } from '../../../ledger-node/certificate.ts'
import type { Check } from '../../../plugins/checks/config.ts'
import { runCheck } from '../../../plugins/checks/run-check.ts'
import { debianTool } from '../../support/newer-tool.ts'
import { createTestDatabase } from '../../support/postgres.ts'
import { rounds } from '../../support/rounds.ts'

const { missing } = debianTool(
  'check_pgsql',
  'monitoring-plugins-basic monitoring-plugins-standard',
)
const folder = '/usr/lib/nagios/plugins'
const env: Record<string, string> = { PATH: `${folder}:${process.env['PATH']}`, LC_ALL: 'C.UTF-8' }

type Argv = readonly [string, ...string[]]

const checkOf = (argv: Argv): Check => ({
  ...{
    name: 'it',
    argv,
    every: 60,
    timeout: 20,
    env: Object.keys(env),
    after: 1,
    keep: ['*'],
    forecast: {},
  },
})

interface Said {
  readonly exitCode: number
  readonly firstLine: string
}

/** What a shell gives for the same words. */
function inShell(argv: Argv): Promise<Said> {
  const words = argv.map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  return new Promise(resolve => {
    execFile('sh', ['-c', words], { env, cwd: '/' }, (error, stdout, stderr) => {
      const [line = ''] = (stdout || stderr).split('\n')
      const exitCode = error ? Number(error.code) : 0
      resolve({ exitCode, firstLine: (line.split('|')[0] ?? '').trim() })
    })
  })
}

const ends = { ok: 0, warning: 1, critical: 2, emergency: 2 } as const

// Figures differ from one run to the next.
const words = (text: string): string => text.replaceAll(/-?[\d.]+(?:e-?\d+)?/g, '#')

async function saysTheSame(t: Test, argv: Argv, exitCode: number): Promise<void> {
  const surroundings = { env, path: [folder] }
  const reading = await runCheck(checkOf(argv), surroundings, new AbortController().signal)
  const shell = await inShell(argv)
  const text = 'failure' in reading ? reading.failure : (reading.text ?? '')
  const [firstLine = ''] = text.split('\n')
  const seen = 'level' in reading ? ends[reading.level] : 3
  t.equal(shell.exitCode, exitCode, `${argv.join(' ')}: a shell ends so: ${shell.firstLine}`)
  t.equal(seen, exitCode, argv.join(' '))
  t.equal(words(firstLine), words(shell.firstLine))
}

async function listen(t: Test, server: Server): Promise<string> {
  // Checks hang up when they have seen enough.
  server.on('connection', (socket: Socket) => socket.on('error', () => {}))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return String((server.address() as AddressInfo).port)
}

/** A time server that is right, or this many seconds off. */
async function timeServer(t: Test, offSeconds: number): Promise<string> {
  const socket = createSocket('udp4')
  socket.on('message', (request, { port, address }) => {
    const reply = Buffer.alloc(48)
    // No leap second, version 4, server; stratum 1 (RFC 5905, section 7.3).
    reply.set([0x24, 1, 6, 0xec])
    request.copy(reply, 24, 40, 48)
    for (const at of [16, 32, 40]) reply.set(ntpTime(offSeconds), at)
    socket.send(reply, port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  t.teardown(() => socket.close())
  return String(socket.address().port)
}

function ntpTime(offSeconds: number): Buffer {
  const seconds = Date.now() / 1_000 + offSeconds + 2_208_988_800
  const time = Buffer.alloc(8)
  time.writeUInt32BE(Math.floor(seconds), 0)
  time.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32), 4)
  return time
}

t.test('of this machine, a check says what it says in a shell', { skip: missing }, async t => {
  const file = join(t.testdir({ there: 'x' }), 'there')
  const said: readonly (readonly [exitCode: number, ...argv: Argv])[] = [
    [0, 'check_disk', '-w', '1%', '-c', '0%', '-p', '/'],
    [2, 'check_disk', '-w', '100%', '-c', '100%', '-p', '/'],
    [2, 'check_disk', '-w', '1%', '-c', '1%', '-p', '/no/such/place'],
    [0, 'check_load', '-w', '999,999,999', '-c', '9999,9999,9999'],
    [2, 'check_load', '-w', '0,0,0', '-c', '0,0,0'],
    [0, 'check_procs', '-w', '1:100000'],
    [2, 'check_procs', '-c', '1:', '-C', 'no-such-program'],
    [0, 'check_users', '-w', '1000', '-c', '2000'],
    [0, 'check_file_age', '-f', file, '-w', '9999', '-c', '99999'],
    [1, 'check_file_age', '-f', file, '-w', '9999', '-c', '99999', '-W', '10'],
    [2, 'check_file_age', '-f', `${file}.not`],
    [0, 'check_dummy', '0', 'fine'],
    [3, 'check_dummy', '3', "it's | unknown"],
    [3, 'check_disk', '--no-such-option'],
    [0, 'check_cluster', '-s', '-d', '0,0', '-c', '@1:'],
    [2, 'check_cluster', '-s', '-d', '0,2', '-c', '@1:'],
    [3, 'check_mrtgtraf', '--version'],
    [0, 'urlize', 'http://example.org', `${folder}/check_dummy`, '0'],
    [0, 'negate', `${folder}/check_dummy`, '2'],
  ]
  for (const [exitCode, ...argv] of said) await saysTheSame(t, argv, exitCode)
  const swap = ['check_swap', '-w', '0%', '-c', '0%', '-n', 'ok'] as const
  await saysTheSame(t, swap, (await inShell(swap)).exitCode)
})

t.test('of servers, a check says what it says in a shell', { skip: missing }, async t => {
  const { key, cert } = createCertificate(['localhost', '127.0.0.1'], new Date())
  const web = await listen(
    t,
    createTlsServer({ key, cert }, (_, answer) => void answer.end('hello')),
  )
  const ssh = await listen(
    t,
    createServer(socket => void socket.end('SSH-2.0-OpenSSH_9.2\r\n')),
  )
  const [right, wrong] = [await timeServer(t, 0), await timeServer(t, 3_600)]
  const closed = createServer()
  const nobody = await listen(t, closed)
  await new Promise(resolve => closed.close(resolve))
  const greetings = [
    ['check_smtp', '220 mail ready'],
    ['check_ftp', '220 files ready'],
    ['check_imap', '* OK mail ready'],
    ['check_pop', '+OK mail ready'],
    ['check_nntp', '200 news ready'],
  ] as const
  const greeted: (readonly [name: string, port: string])[] = []
  for (const [name, greeting] of greetings) {
    const greeter = createServer(socket => {
      socket.write(`${greeting}\r\n`)
      // Mail servers are greeted back, and wait to be left.
      socket.on('data', () => socket.write('250 it is well\r\n'))
    })
    greeted.push([name, await listen(t, greeter)])
  }
  const http = ['check_http', '-I', '127.0.0.1', '-p', web, '-S'] as const
  const said: readonly (readonly [exitCode: number, ...argv: Argv])[] = [
    [0, ...http],
    [2, ...http, '-s', 'good bye'],
    [0, ...http, '-C', '30'],
    [1, ...http, '-C', '36500,30'],
    [0, 'check_tcp', '-H', '127.0.0.1', '-p', ssh],
    [2, 'check_tcp', '-H', '127.0.0.1', '-p', nobody],
    [0, 'check_ssh', '-p', ssh, '127.0.0.1'],
    [2, 'check_ssh', '-p', nobody, '127.0.0.1'],
    ...greeted.flatMap(([name, port]) => [
      [0, name, '-H', '127.0.0.1', '-p', port] as const,
      [2, name, '-H', '127.0.0.1', '-p', nobody] as const,
    ]),
    [0, 'check_ntp_time', '-H', '127.0.0.1', '-p', right, '-w', '10', '-c', '20'],
    [2, 'check_ntp_time', '-H', '127.0.0.1', '-p', wrong, '-w', '10', '-c', '20'],
  ]
  for (const [exitCode, ...argv] of said) await saysTheSame(t, argv, exitCode)
})

t.test('of Postgres, a check says what it says in a shell', { skip: missing }, async t => {
  const { hostname, port, username, password, pathname } = new URL(await createTestDatabase(t))
  // Where it listens on a socket, the host is a folder, which the program takes from its environment alone.
  env['PGHOST'] = decodeURIComponent(hostname)
  env['PGPORT'] = port || '5432'
  env['PGPASSWORD'] = password
  const as = ['check_pgsql', '-l', username, '-d'] as const
  await saysTheSame(t, [...as, pathname.slice(1)], 0)
  await saysTheSame(t, [...as, 'no_such_database'], 2)
})

const isMissing = debianTool('check_memory', 'monitoring-plugins-contrib').path === 'check_memory'

t.test('further programs say what they say in a shell', async t => {
  if (rounds(0, 1) === 0 || isMissing) return t.comment('in the long run, where they are installed')
  const said: readonly (readonly [exitCode: number, ...argv: Argv])[] = [
    [0, 'check_memory'],
    [0, 'check_madrisan_users', '-w', '1000', '-c', '2000'],
    [3, 'check_madrisan_load', '--no-such-option'],
    [0, 'check_nbprocs'],
    [0, 'check_tcpcount', '-w', '99999', '-c', '999999'],
    [0, 'check_readonlyfs', '/tmp'],
    [0, 'check_ifmountfs', '/'],
    [2, 'check_ifmountfs', '/no/such/place'],
  ]
  for (const [exitCode, ...argv] of said) await saysTheSame(t, argv, exitCode)
})
