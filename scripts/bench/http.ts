import { parseArgs } from 'node:util'
import { measureGate } from './http/gate.ts'
import { compare, type Length, takeIn } from './http/compare.ts'
import { type Ground, openGround, snapshotPath } from './http/ground.ts'
import { measureListeners } from './http/listeners.ts'
import type { Ask } from './http/load.ts'

const usage = `npm run bench -- http [--rounds 5] [--seconds 2] [--only healthz,row,list,board,alone,large,gate,beats,bodies,listeners]

What Decklog answers over HTTP beside a bare hapi with the same judging of tokens and of what is asked, on the same Postgres; and
what it takes in, beside the bare client. Interleaved: every round measures both, in an order that turns.
`

const names = [
  'healthz',
  'row',
  'list',
  'board',
  'alone',
  'large',
  // Before what leaves the read models much to do.
  'gate',
  'beats',
  'bodies',
  'listeners',
] as const
type Name = (typeof names)[number]

const manyCallers = 64
const beatsOfBody = 100
const bodyCallers = 4

/** Measures the way over HTTP. */
export async function bench(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2' },
      only: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return void process.stdout.write(usage)
  const chosen = values.only?.split(',') ?? names
  const unknown = chosen.find(name => !names.some(known => known === name))
  if (unknown !== undefined) throw new Error(`--only names what is not measured: ${unknown}`)
  const ground = await openGround()
  try {
    const length = { rounds: Number(values.rounds), seconds: Number(values.seconds) }
    const measures = measuresOf(ground, length)
    for (const name of names) if (chosen.includes(name)) await measures[name]()
  } finally {
    await ground.close()
  }
}

function measuresOf(ground: Ground, length: Length): Readonly<Record<Name, () => Promise<void>>> {
  const { own, diskId, beating, full, small, large } = ground
  const { token } = own
  const get = (path: string): Ask => ({ method: 'GET', path, token })
  const beside =
    (what: string, ours: string, bare: string, connections = manyCallers) =>
    () =>
      compare(what, ground, { ours: [get(ours)], bare: get(bare), connections, ...length })
  const beats = beating.map(({ agents: [agent = ''] }) => beatOf(agent, token))
  const bodies = full.map(({ agents }) => bodyOf(agents, token))
  return {
    healthz: beside('GET /healthz', '/healthz', '/healthz'),
    row: beside('one disk', `/api/v1/disks/${diskId}`, `/rows/${diskId}`),
    list: beside('list of 100 runs', '/api/v1/gsd-runs?limit=100', '/bodies/list'),
    board: beside('board of 50 agents', snapshotPath(small), '/bodies/small'),
    // Nobody to share a reading with.
    alone: beside('board of 50, 1 caller', snapshotPath(small), '/bodies/small', 1),
    large: beside('board of 1,000, 1 caller', snapshotPath(large), '/bodies/large', 1),
    beats: () =>
      takeIn('beats, 64 callers', ground, {
        asks: beats,
        each: 1,
        connections: manyCallers,
        ...length,
      }),
    bodies: () =>
      takeIn('beats in bodies of 100', ground, {
        asks: bodies,
        each: beatsOfBody,
        connections: bodyCallers,
        ...length,
      }),
    gate: () => measureGate(ground, length.seconds * length.rounds),
    listeners: () => measureListeners(ground),
  }
}

function beatOf(agent: string, token: string): Ask {
  return { method: 'POST', path: `/api/v1/agents/${agent}/heartbeat`, token, body: {} }
}

function bodyOf(agents: readonly string[], token: string): Ask {
  const heartbeats = agents.map(agent => ({ agent_id: agent }))
  return { method: 'POST', path: '/api/v1/heartbeats', token, body: { heartbeats } }
}
