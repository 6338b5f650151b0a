import { X509Certificate } from 'node:crypto'
import t from 'tap'
import { createCertificate } from '../../ledger-node/certificate.ts'

t.test('a certificate is for the names and addresses that it was made for', async t => {
  const hosts = [
    'localhost',
    '127.0.0.1',
    '::1',
    '2001:db8::7',
    '::ffff:192.0.2.1',
    '2001:db8:0:0:0:0:0:9',
  ]
  const certificate = new X509Certificate(createCertificate(hosts, new Date()).cert)
  t.equal(certificate.checkHost('localhost'), 'localhost')
  for (const address of hosts.slice(1)) t.equal(certificate.checkIP(address), address)
  t.equal(certificate.checkIP('192.0.2.2'), undefined)
  t.equal(certificate.checkIP('::ffff:192.0.2.2'), undefined)
})
