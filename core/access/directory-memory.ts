import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { messageOf } from '../errors.ts'
import type { EventCatalog } from '../events/event-catalog.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { StreamLimiter } from '../ledger/stream-limiter.ts'
import { directoryNoted, type DirectoryNoted, directoryStream, foldVersion } from './events.ts'
import type { NotedToken } from './noted-token-schema.ts'
import type { KnownToken } from './token-directory.ts'

/** The tokens as of a position of the ledger. */
export interface NotedDirectory {
  readonly position: bigint
  readonly tokens: readonly KnownToken[]
}

/**
 * Keeps a note of the folded tokens in the ledger itself, so that a start need not search all of it. A restored ledger brings
 * the note that belongs to it. Without one that can be read, everything is folded from the beginning.
 */
export interface DirectoryMemory {
  recall(): Promise<NotedDirectory | undefined>
  /** Never throws: a note that could not be taken costs a longer start. */
  note(directory: NotedDirectory): Promise<void>
}

interface MemoryParts {
  readonly ledger: Pick<Ledger, 'append' | 'read'>
  readonly catalog: Pick<EventCatalog, 'encode' | 'decode'>
  readonly limiter: StreamLimiter
  readonly clock: Clock
  readonly log: Logger
  readonly machine: string
}

/** Creates the memory; its stream keeps one event. */
export function createDirectoryMemory(parts: MemoryParts): DirectoryMemory {
  const { ledger, catalog, log } = parts
  return {
    async recall() {
      const last = { direction: 'backwards', limit: 1 } as const
      for await (const stored of ledger.read(directoryStream, last)) {
        try {
          return recalled(catalog.decode(stored).data)
        } catch (error) {
          log.warn({ reason: messageOf(error) }, 'the note of access tokens cannot be read')
        }
      }
      return undefined
    },
    async note(directory) {
      try {
        await append(parts, directory)
      } catch (error) {
        log.warn({ reason: messageOf(error) }, 'no note was taken of the access tokens')
      }
    },
  }
}

function recalled(data: object): NotedDirectory | undefined {
  const { value, error } = directoryNoted.data.validate(data)
  if (error) throw error
  if (value.foldVersion !== foldVersion) return undefined
  return { position: BigInt(value.position), tokens: value.tokens.map(recallToken) }
}

async function append(
  { ledger, catalog, limiter, clock, machine }: MemoryParts,
  { position, tokens }: NotedDirectory,
): Promise<void> {
  const event: DirectoryNoted = {
    type: 'access.DirectoryNoted',
    data: { foldVersion, position: String(position), tokens: tokens.map(noteToken) },
  }
  const stamp = {
    id: randomUUID(),
    host: machine,
    actor: { kind: 'system', id: 'access' } as const,
    receivedAt: clock.now(),
  }
  await limiter.ensure(directoryStream)
  await ledger.append(directoryStream, [
    catalog.encode('access', { stream: directoryStream, event }, stamp),
  ])
}

/** Writes a token down. */
function noteToken(token: KnownToken): NotedToken {
  return {
    ...token,
    secrets: token.secrets.map(secret => ({ ...secret, validUntil: textOf(secret.validUntil) })),
    revision: String(token.revision),
    createdAt: token.createdAt.toISOString(),
    rotatedAt: textOf(token.rotatedAt),
    revokedAt: textOf(token.revokedAt),
  }
}

/** Reads a noted token, whose form has been checked. */
function recallToken(noted: NotedToken): KnownToken {
  return {
    ...noted,
    secrets: noted.secrets.map(secret => ({ ...secret, validUntil: timeOf(secret.validUntil) })),
    revision: BigInt(noted.revision),
    createdAt: new Date(noted.createdAt),
    rotatedAt: timeOf(noted.rotatedAt),
    revokedAt: timeOf(noted.revokedAt),
  }
}

function textOf(time: Date | null): string | null {
  return time === null ? null : time.toISOString()
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
