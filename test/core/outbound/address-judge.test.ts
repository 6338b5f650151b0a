import t from 'tap'
import { classifyAddress, createAddressJudge } from '../../../core/outbound/address-judge.ts'

const expected: Readonly<Record<'public' | 'inside' | 'never', readonly string[]>> = {
  public: ['1.1.1.1', '172.32.0.1', '169.253.255.255', '2606:4700::1111', '::ffff:8.8.8.8'],
  inside: [
    ...['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
    ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
    ...['fc00::1', 'fd12:3456::1', '::ffff:10.0.0.1'],
  ],
  never: [
    ...['0.0.0.0', '0.1.2.3', '::', '255.255.255.255', '224.0.0.1', 'ff02::1'],
    ...['169.254.0.1', '169.254.169.254', '::ffff:169.254.169.254', 'fe80::1', 'febf::1'],
    ...['168.63.129.16', '100.100.100.200', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254'],
    ...['64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001:0:1::1', '::ffff:0:7f00:1'],
    ...['::127.0.0.1', '::a00:1', 'fec0::1', '100::1', '2001:db8::1', '4000::1', 'a000::1'],
    ...['240.0.0.1', '192.0.2.1', '198.18.0.1', '198.51.100.1', '203.0.113.1', '192.88.99.1'],
  ],
}

for (const [reach, addresses] of Object.entries(expected)) {
  t.test(`${addresses.length} addresses are ${reach}`, async t => {
    for (const address of addresses) t.equal(classifyAddress(address).reach, reach, address)
  })
}

const judge = createAddressJudge(['10.0.0.0/8', '::1/128', '169.254.0.0/16', '0.0.0.0/0'])
const closed = createAddressJudge([])

t.test('an address of the API needs its range in the setting', async t => {
  t.match(closed('10.0.0.1', 'api'), /outboundAllow .*DECKLOG_OUTBOUND_ALLOW/)
  t.equal(judge('10.0.0.1', 'api'), undefined)
  t.equal(judge('::ffff:10.0.0.1', 'api'), undefined, 'in either notation')
  t.equal(judge('::1', 'api'), undefined)
  t.match(judge('fd00::1', 'api'), /outboundAllow/, 'a range of the other family does not hold it')
})

t.test('an address of the configuration needs nothing else', async t => {
  for (const address of expected.inside) t.equal(closed(address, 'configuration'), undefined)
})

t.test('what is never called is not called by anyone', async t => {
  for (const address of expected.never) {
    t.match(judge(address, 'api'), /never called/, address)
    t.match(judge(address, 'configuration'), /never called/, address)
  }
})
