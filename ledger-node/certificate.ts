import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** A private key and the certificate for it, as PEM. */
export interface KeyAndCertificate {
  readonly key: string
  readonly cert: string
}

const years = 10

/**
 * Makes a key and a certificate that it has signed itself, for these names and addresses. Node can read certificates and not write
 * them; of a certificate of one's own there is not much to write.
 *
 * Source of the format: RFC 5280, section 4.1, in DER.
 */
export function createCertificate(hosts: readonly string[], now: Date): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = bodyOf(publicKey, hosts, now)
  const signature = sign('sha256', body, privateKey)
  const certificate = sequence(body, algorithm, bits(signature))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(certificate),
  }
}

function bodyOf(publicKey: KeyObject, hosts: readonly string[], now: Date): Buffer {
  const end = new Date(now)
  end.setUTCFullYear(now.getUTCFullYear() + years)
  const name = sequence(
    tagged(0x31, sequence(commonName, tagged(0x0c, Buffer.from('ledger node')))),
  )
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  return sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    sequence(time(now), time(end)),
    name,
    spki,
    tagged(0xa3, sequence(...extensions(spki, hosts))),
  )
}

function extensions(spki: Buffer, hosts: readonly string[]): readonly Buffer[] {
  const names = hosts.map(host => {
    const address = addressOf(host)
    return address ? tagged(0x87, address) : tagged(0x82, Buffer.from(host))
  })
  const keyId = createHash('sha1').update(spki).digest()
  const yes = Buffer.from([0x01, 0x01, 0xff])
  return [
    sequence(oid(2, 5, 29, 19), yes, tagged(0x04, sequence(yes))),
    sequence(oid(2, 5, 29, 14), tagged(0x04, tagged(0x04, keyId))),
    sequence(oid(2, 5, 29, 17), tagged(0x04, sequence(...names))),
  ]
}

function addressOf(host: string): Buffer | undefined {
  // `isIP` knows an address from a name; ipaddr.js takes octal and shortened ones too.
  return isIP(host) ? Buffer.from(ipaddr.parse(host).toByteArray()) : undefined
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts)
  const { length } = value
  const head =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...head]), value])
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, ...parts)
}

function integer(value: Buffer): Buffer {
  return tagged(0x02, value)
}

function bits(value: Buffer): Buffer {
  return tagged(0x03, Buffer.from([0]), value)
}

/** Times after 2049 are written with all of their year. */
function time(at: Date): Buffer {
  const digits = `${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`
  return at.getUTCFullYear() < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2)))
    : tagged(0x18, Buffer.from(digits))
}

function oid(first: number, second: number, ...rest: readonly number[]): Buffer {
  const bytes = rest.flatMap(number => {
    const digits = [number & 127]
    for (let left = number >> 7; left > 0; left >>= 7) digits.unshift((left & 127) | 128)
    return digits
  })
  return tagged(0x06, Buffer.from([first * 40 + second, ...bytes]))
}

/** ECDSA with SHA-256. */
const algorithm = sequence(oid(1, 2, 840, 10045, 4, 3, 2))
const commonName = oid(2, 5, 4, 3)

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
