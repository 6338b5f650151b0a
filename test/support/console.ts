import type { Test } from 'tap'
import type { Page } from 'playwright-core'
import { callerOf, makeWorld, type World } from '../../scripts/console/world.ts'
import { browserTool, type Opening, startBrowser } from './browser.ts'
import { adminSecret, startWholeApp, type WholeApp } from './whole-app.ts'

/** A Decklog with a small world in it, and a browser before it. */
export interface TriedConsole {
  readonly app: WholeApp
  readonly world: World
  /** Asks the API as the admin, again while it cannot answer; gives what it answered. */
  ask(method: string, path: string, body?: object): Promise<Answered>
  /** Opens an address of the console, signed in as somebody unless `as` is null. */
  open(t: Test, path: string, opening?: OpenAs): Promise<Page>
}

type Answered = ReturnType<typeof JSON.parse>

interface OpenAs extends Omit<Opening, 'url' | 'token'> {
  /** Default: `ada`, who may do everything. */
  readonly as?: keyof World['secrets'] | null
}

/** Why there is nothing to try the console in here; false where there is. */
export const noBrowser = browserTool.missing

/** Starts a Decklog, its world, and the browser; all end with the test. */
export async function tryConsole(
  t: Parameters<typeof startWholeApp>[0],
  options: NonNullable<Parameters<typeof startWholeApp>[1]> = {},
): Promise<TriedConsole> {
  // Of this machine's disks nothing is known yet when the first step asks.
  const gsd = { gates: { rollout: [{ gate: 'images', about: ['release_id'] }] } }
  const app = await startWholeApp(t, { ...options, plugins: { gsd, ...options.plugins } })
  const world = await makeWorld(app.url, adminSecret)
  const browser = await startBrowser(t)
  return {
    ...{ app, world, ask: callerOf(app.url, adminSecret).call },
    open(t, path, { as = 'ada', ...opening } = {}) {
      const token = as === null ? {} : { token: world.secrets[as] }
      return browser.open(t, { url: app.url + path, ...token, ...opening })
    },
  }
}
