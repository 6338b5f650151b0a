import type { LoadedSettings } from '../config/config.ts'
import { findRunning } from '../embedded/run-file.ts'
import type { ApiAddress } from './api-client.ts'

interface FindApiRequest {
  readonly url: string | undefined
  readonly token: string | undefined
  loadSettings(): Promise<LoadedSettings>
}

/** Finds the API: the given URL, else the Decklog that runs on the data directory, else the address of the settings. */
export async function findApi({ url, token, loadSettings }: FindApiRequest): Promise<ApiAddress> {
  if (url) return { url, token }
  const { settings } = await loadSettings()
  const running = await findRunning(settings.dataDir)
  return {
    url: running?.apiUrl ?? `http://${reachable(settings.host)}:${settings.port}`,
    token: token ?? settings.adminToken,
  }
}

// What one listens on is not always what one can call.
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
