import { createHash } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { Caller } from './world.ts'

/** A small part of a world that ails: an agent that failed, a target that has drifted, and windows in which something is worked on. */
export interface Ailing {
  /** The recovery that waits for approval. */
  readonly recovery: string
  /** The agent that failed, and its board. */
  readonly agent: string
  readonly board: string
}

const board = '2b6f0c51-7d34-4c0e-8a55-3e1f9a77c4d1'
const digestOf = (of: string): string => `sha256:${createHash('sha256').update(of).digest('hex')}`

/** The sections of plugins that it takes; `node` is the machine that looks, and `acting` the one that heals. */
export function ailingPlugins(node: string, acting = node): object {
  const byHand = `ghcr.io/acme/shop/backend@${digestOf('backend built by hand')}`
  const rightly = [
    `ghcr.io/acme/shop/frontend@${digestOf('frontend')}`,
    `postgres@${digestOf('postgres')}`,
  ]
  return {
    recovery: {
      ...{ interval: '1s', settle: 0, startWithin: '5s' },
      policies: [
        {
          ...{ name: 'start-again', node: acting, after: 0, attempts: 1 },
          for: { kind: 'agent', states: ['failing'] },
          action: { run: { argv: ['/bin/true', '--job', 'nightly-report'] } },
        },
      ],
    },
    rollout: {
      targets: {
        shop: {
          images: { command: ['printf', '%s\n', byHand, ...rightly] },
          drift: { every: '30s', host: node },
        },
      },
    },
  }
}

/** Makes it, and waits until all of it is known. */
export async function makeAiling(owner: Caller, ci: Caller, release: string): Promise<Ailing> {
  await owner.call('PUT', `/api/v1/boards/${board}`, { name: 'Night shift', slug: 'night' })
  const beat = { name: 'nightly-report', board_id: board }
  for (const status of ['running', 'running'])
    await ci.call('POST', '/api/v1/agents/heartbeat', { ...beat, status })
  const { id: agent } = await ci.call('POST', '/api/v1/agents/heartbeat', {
    ...{ ...beat, status: 'failed', exit_status: 7, output: 'No space left on device' },
  })
  await planWindows(owner)
  await drift(owner, release)
  return { board, agent: String(agent), recovery: await suggested(owner) }
}

const beatMs = 1_000

/** Has an agent beat each second, with a pause and a failure between; answers its id. It takes as long. */
export async function beatForAWhile(owner: Caller, ci: Caller, on: string): Promise<string> {
  const beat = async (more: object = {}): Promise<string> => {
    const sent = { name: 'shipper', board_id: on, status: 'running', ...more }
    const { id } = await ci.call('POST', '/api/v1/agents/heartbeat', sent)
    await setTimeout(beatMs)
    return String(id)
  }
  const agent = await beat()
  const rhythm = { name: 'shipper', heartbeat: { every: '2s', grace: '3s' } }
  await owner.call('PUT', `/api/v1/boards/${on}/agents/${agent}`, rhythm)
  for (let n = 0; n < 15; n += 1) await beat()
  await setTimeout(12 * beatMs)
  for (let n = 0; n < 10; n += 1) await beat(n === 4 ? { status: 'failed', exit_status: 1 } : {})
  await owner.call('PUT', `/api/v1/boards/${on}/agents/${agent}`, { name: 'shipper' })
  return agent
}

async function planWindows(owner: Caller): Promise<void> {
  const at = (ms: number): string => new Date(Date.now() + ms).toISOString()
  await owner.call('POST', '/api/v1/windows', {
    ...{ kind: 'disk', labels: { host: 'db-2' }, reason: 'Its disks are replaced' },
    ends_at: at(7_200_000),
  })
  await owner.call('POST', '/api/v1/windows', {
    ...{ schedule: '0 22 * * 6', time_zone: 'Europe/Berlin', lasts: '2h', reason: 'Patches' },
  })
}

async function drift(owner: Caller, release: string): Promise<void> {
  const backend = `ghcr.io/acme/shop/backend@${digestOf('backend 4c1f')}`
  const rightly = [`ghcr.io/acme/shop/frontend@${digestOf('frontend')}`]
  // A gate that has not read anything yet lets nothing pass.
  await patiently('the target was not verified', async () => {
    const { verdict } = await owner.call('POST', '/api/v1/verifications', {
      ...{ target: 'shop', release_id: release },
      running_images: [backend, ...rightly, `postgres@${digestOf('postgres')}`],
    })
    return verdict === 'passed' ? verdict : undefined
  })
  await owner.call('POST', '/api/v1/targets/shop/look', {})
}

const patienceMs = 120_000
const lookMs = 300

/** Does something until it has come to something. */
async function patiently<Result>(
  otherwise: string,
  work: () => Promise<Result | undefined>,
  untilMs = performance.now() + patienceMs,
): Promise<Result> {
  const result = await work()
  if (result !== undefined) return result
  if (performance.now() > untilMs) throw new Error(otherwise)
  await setTimeout(lookMs)
  return patiently(otherwise, work, untilMs)
}

function suggested(owner: Caller): Promise<string> {
  return patiently('nothing was suggested', async () => {
    const { recoveries } = await owner.call('GET', '/api/v1/recoveries?standing=suggested')
    const [first]: readonly { readonly id: string }[] = Array.isArray(recoveries) ? recoveries : []
    return first?.id
  })
}
