import t from 'tap'
import { LiveConnection } from '../../../core/http/live-connection.ts'
import { createFakeClock } from '../../support/fake-clock.ts'

void t.test('cuts a reader that has taken nothing for 10 s', async t => {
  const clock = createFakeClock()
  const positions = new Map([['disks', 0n]])
  const connection = new LiveConnection({ clock, positions, keys: 'shown' })
  connection.changed('disks', [{ key: 'a', position: 1n }], 1n)
  const tickFor = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1_000)
      connection.tick()
    }
  }
  await tickFor(9)
  t.notOk(connection.stream.destroyed)
  connection.stream.read(10)
  await tickFor(9)
  t.notOk(connection.stream.destroyed, 'taking a little is enough')
  await tickFor(2)
  t.ok(connection.stream.destroyed)
})

void t.test('cuts a reader at 1 MiB that waits', async t => {
  const clock = createFakeClock()
  const positions = new Map([['disks', 0n]])
  const connection = new LiveConnection({ clock, positions, keys: 'shown' })
  let position = 0n
  let mostBytes = 0
  while (!connection.stream.destroyed) {
    position += 1n
    connection.changed('disks', [{ key: 'k'.repeat(1_000), position }], position)
    mostBytes = Math.max(mostBytes, connection.stream.readableLength)
  }
  t.ok(mostBytes > 1_000_000 && mostBytes < 1_100_000)
  connection.changed('disks', [{ key: 'a', position: position + 1n }], position + 1n)
})
