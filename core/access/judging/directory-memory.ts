import { randomUUID } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { DecklogError, messageOf } from '../../errors.ts'
import type { EventCatalog } from '../../events/event-catalog.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { StreamLimiter } from '../../ledger/stream-limiter.ts'
import {
  directoryNoted,
  type DirectoryNoted,
  directoryStream,
  foldVersion,
} from '../tokens/events.ts'
import type { NotedToken } from '../tokens/token.ts'
import type { DirectoryState, KnownToken } from './token-directory.ts'
import type { TokenKeys } from './token-keys.ts'

/** The tokens as of a position of the ledger. */
export interface NotedDirectory extends DirectoryState {
  readonly position: bigint
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
  readonly keys: Pick<TokenKeys, 'sign' | 'signatures'>
  readonly limiter: StreamLimiter
  readonly clock: Clock
  readonly log: Logger
  readonly machine: string
}

/** Creates the memory; its stream keeps one event. */
export function createDirectoryMemory(parts: MemoryParts): DirectoryMemory {
  const { ledger, catalog, keys, log } = parts
  return {
    async recall() {
      const last = { direction: 'backwards', limit: 1 } as const
      for await (const stored of ledger.read(directoryStream, last)) {
        try {
          return recalled(catalog.decode(stored).data, keys)
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

function recalled(data: object, keys: Pick<TokenKeys, 'signatures'>): NotedDirectory | undefined {
  if ('foldVersion' in data && data.foldVersion !== foldVersion) return undefined
  const { value, error } = directoryNoted.data.validate(data)
  if (error) throw error
  const { signature, position, boundSince, tokens } = value
  if (!keys.signatures(purpose, textOf(value)).includes(signature))
    throw new DecklogError('DECKLOG_EVENT_INVALID', 'it was not written under a key of ours')
  return {
    position: BigInt(position),
    boundSince: boundSince === null ? null : BigInt(boundSince),
    tokens: tokens.map(recallToken),
  }
}

const purpose = 'directory'

function textOf({ foldVersion: version, position, boundSince, tokens }: Unsigned): string {
  return canonicalize([version, position, boundSince, tokens]) ?? ''
}

type Unsigned = Omit<DirectoryNoted['data'], 'signature'>

async function append(
  { ledger, catalog, keys, limiter, clock, machine }: MemoryParts,
  { position, boundSince, tokens }: NotedDirectory,
): Promise<void> {
  const noted: Unsigned = {
    foldVersion,
    position: String(position),
    boundSince: boundSince === null ? null : String(boundSince),
    tokens: tokens.map(noteToken),
  }
  const signature = keys.sign(purpose, textOf(noted))
  const event: DirectoryNoted = { type: 'access.DirectoryNoted', data: { ...noted, signature } }
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
    secrets: token.secrets.map(secret => ({ ...secret, validUntil: isoOf(secret.validUntil) })),
    revision: String(token.revision),
    createdAt: token.createdAt.toISOString(),
    rotatedAt: isoOf(token.rotatedAt),
    revokedAt: isoOf(token.revokedAt),
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

function isoOf(time: Date | null): string | null {
  return time === null ? null : time.toISOString()
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
