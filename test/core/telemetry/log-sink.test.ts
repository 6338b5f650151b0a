import t from 'tap'
import { LogSink } from '../../../core/telemetry/log-sink.ts'

/** A file that takes as much as it has room for, and a timer that fires when asked. */
function createFile() {
  const file = { written: '', room: Infinity, code: 'ENOSPC', timers: [] as (() => void)[] }
  const sink = new LogSink({
    put(bytes) {
      if (file.room === 0) throw Object.assign(new Error('no'), { code: file.code })
      const some = bytes.subarray(0, file.room)
      file.written += Buffer.from(some).toString()
      file.room -= some.length
      return some.length
    },
    later: call => void file.timers.push(call),
  })
  const fire = (): void => file.timers.splice(0).forEach(call => call())
  return { file, sink, fire }
}

t.test('writes each line as it comes', t => {
  const { file, sink } = createFile()
  sink.write('one\n')
  sink.write('two\n')
  t.equal(file.written, 'one\ntwo\n')
  t.strictSame(sink.health(), [{ name: 'log', state: 'ok' }])
  t.equal(sink.lost, 0)
  t.end()
})

for (const code of ['ENOSPC', 'EIO', 'EPIPE', 'EBADF'])
  t.test(`drops and counts what cannot be written for ${code}, and says so`, t => {
    const { file, sink } = createFile()
    Object.assign(file, { room: 0, code })
    for (const line of ['one\n', 'two\n', 'three\n']) sink.write(line)
    t.equal(sink.lost, 3)
    t.match(sink.health(), [{ name: 'log', state: 'degraded', reason: new RegExp(`3 .*${code}`) }])
    t.end()
  })

t.test('logs again as soon as it can, and says first how much was lost', t => {
  const { file, sink } = createFile()
  file.room = 0
  sink.write('one\n')
  sink.write('two\n')
  file.room = Infinity
  sink.write('three\n')
  const [told, last, ...rest] = file.written.trimEnd().split('\n')
  t.match(JSON.parse(told ?? ''), { level: 'warn', lines: 2, msg: 'lines of the log were lost' })
  t.strictSame([last, ...rest], ['three'])
  t.match(sink.health(), [{ state: 'ok' }])
  t.equal(sink.lost, 2, 'the count goes on')
  t.end()
})

t.test('is well again without another line once there is room', t => {
  const { file, sink, fire } = createFile()
  file.room = 0
  sink.write('one\n')
  fire()
  t.match(sink.health(), [{ state: 'degraded' }], 'still full')
  t.equal(sink.lost, 1, 'what tells of it is not counted')
  file.room = Infinity
  fire()
  t.match(sink.health(), [{ state: 'ok' }])
  t.match(file.written, /"lines":1/)
  t.end()
})

t.test('a line that was cut in its middle is not taken for the beginning of the next', t => {
  const { file, sink } = createFile()
  file.room = 3
  sink.write('{"a":1}\n')
  t.equal(file.written, '{"a')
  file.room = Infinity
  sink.write('{"b":2}\n')
  const lines = file.written.split('\n')
  t.equal(lines[0], '{"a')
  t.match(JSON.parse(lines[1] ?? ''), { lines: 1 })
  t.equal(lines[2], '{"b":2}')
  t.end()
})

t.test('waits for a slow reader of a pipe, and no longer than 64 KiB', t => {
  const { file, sink, fire } = createFile()
  Object.assign(file, { room: 0, code: 'EAGAIN' })
  sink.write('one\n')
  t.match(sink.health(), [{ state: 'ok' }], 'nothing is lost yet')
  const long = `${'x'.repeat(1_023)}\n`
  for (let n = 0; n < 100; n++) sink.write(long)
  t.equal(sink.lost, 37, '63 fit behind the first')
  t.match(sink.health(), [{ state: 'degraded', reason: /EAGAIN/ }])
  file.room = Infinity
  fire()
  const written = file.written.trimEnd().split('\n')
  t.equal(written.length, 1 + 63 + 1)
  t.match(JSON.parse(written.at(-1) ?? ''), { lines: 37 })
  t.match(sink.health(), [{ state: 'ok' }])
  t.end()
})
