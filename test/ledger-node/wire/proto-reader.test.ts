import t from 'tap'
import { ProtoReader } from '../../../ledger-node/wire/proto-reader.ts'
import { cpuMsOf } from '../../support/cpu-ms.ts'

const varint = (...bytes: readonly number[]): ProtoReader => new ProtoReader(Buffer.from(bytes))

t.test('reads a number of 64 bits in ten bytes, and cuts what is over', async t => {
  const most = Array.from({ length: 9 }, () => 0xff)
  t.equal(varint(...most, 0x01).bigUint(), 2n ** 64n - 1n)
  t.equal(varint(...most, 0x7f).bigUint(), 2n ** 64n - 1n)
  t.equal(varint(0x80, 0x00).bigUint(), 0n)
})

t.test(
  'a number that does not end within ten bytes is malformed, however long it goes on',
  async t => {
    const endless = new ProtoReader(Buffer.alloc(1024 * 1024, 0xff))
    const tookMs = cpuMsOf(() => t.throws(() => endless.bigUint(), { name: 'RangeError' }))
    t.ok(tookMs < 100)
    const ends = Buffer.alloc(1024, 0xff).fill(0x01, 1023)
    t.throws(() => new ProtoReader(ends).bigUint(), { message: 'The message is malformed' })
  },
)
