import type { Socket } from 'node:net'

/**
 * Who named an address. One of the API reaches loopback and private ranges only through the setting `outboundAllow`; one that the
 * configuration itself names needs no more. What is never reached is not reached by either.
 */
export type AddressSource = 'api' | 'configuration'

/** An address that somebody wants to set. */
export interface AddressToCheck {
  readonly url: string
  /** The field that holds it, for the refusal. */
  readonly field: string
  /** Default `api`. */
  readonly source?: AddressSource
  /** Whose call it is, such as a board or a receiver: silent name servers cost the calls of this share, and no others. */
  readonly share?: string
  /** Default all three. */
  readonly schemes?: readonly Scheme[]
}

/** What may be called. */
export type Scheme = 'http' | 'https' | 'tcp'

/** One HTTP request. Redirects are not followed, and no proxy is used. */
export interface OutboundRequest {
  /** `http:` or `https:`. */
  readonly url: string
  /** Default GET. */
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** For everything from the look-up of the name to the end of the body; default 5,000. */
  readonly timeoutMs?: number
  /** So much of the body is read; default 65,536. */
  readonly maxBytes?: number
  readonly signal?: AbortSignal
  readonly source?: AddressSource
  /** Whose call it is, such as a board or a receiver: silent name servers cost the calls of this share, and no others. */
  readonly share?: string
}

/** One TCP connection that is closed as soon as it stands, unless it is to be kept. */
export interface OutboundConnection {
  /** `tcp://host:port`. */
  readonly url: string
  /** `shown`: shakes hands by TLS and shows the certificate of the other side, valid or not. */
  readonly certificate?: 'shown'
  /** `kept`: the connection is not closed; its socket is answered, and is the caller's to end. Not for guards in threads of their own. */
  readonly socket?: 'kept'
  /** Default 5,000. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  readonly source?: AddressSource
  /** Whose call it is, such as a board or a receiver: silent name servers cost the calls of this share, and no others. */
  readonly share?: string
}

/** The answer to a request, whatever its status. */
export interface Answered {
  readonly outcome: 'answered'
  readonly status: number
  /** By lower-case name; several of a name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Whether the body is whole or was cut at `maxBytes`. */
  readonly extent: 'whole' | 'cut'
}

/** The connection stood. */
export interface Connected {
  readonly outcome: 'connected'
  /** What the other side showed, where that was asked for. Its texts are the other side's. */
  readonly certificate?: PeerCertificate
  /** Where it was to be kept. */
  readonly socket?: Socket
}

/** A certificate as it was shown; nothing of it need be true that `problem` does not vouch for. */
export interface PeerCertificate {
  /** Common name, or organisation. */
  readonly subject: string
  readonly issuer: string
  /** `DNS:example.org, DNS:www.example.org`. */
  readonly altNames: string
  readonly validFrom: Date
  readonly validTo: Date
  readonly fingerprint256: string
  /** Why it is not to be trusted, as a code of OpenSSL: `CERT_HAS_EXPIRED`; null: it is. */
  readonly problem: string | null
}

/** Why a call came to nothing. */
export const outboundFailures = {
  address_refused: 'the address is not allowed; nothing was sent',
  name_unresolved: 'the name has no address',
  timed_out: 'it did not answer in time',
  connection_refused: 'it refused the connection',
  connection_failed: 'no connection could be made',
  tls_failed: 'the TLS handshake failed',
  protocol_error: 'it did not speak HTTP, or hung up before its answer was whole',
} as const

/** A call that came to nothing. `message` never carries anything that the other side sent. */
export interface Failed {
  readonly outcome: 'failed'
  readonly failure: keyof typeof outboundFailures
  readonly message: string
}

/** The one way to call another machine: every address is judged when it is set, and again when it is connected to. */
export interface Outbound {
  /** Refuses with DECKLOG_ADDRESS_REFUSED what may not be called now. A name that cannot be resolved passes: it is judged when it is called. */
  check(address: AddressToCheck): Promise<void>
  /** Sends a request. Rejects only when `signal` aborts. */
  request(request: OutboundRequest): Promise<Answered | Failed>
  /** Opens a TCP connection, and closes it unless it is to be kept. Rejects only when `signal` aborts. */
  connect(connection: OutboundConnection): Promise<Connected | Failed>
}
