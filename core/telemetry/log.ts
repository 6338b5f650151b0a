import { pino, stdTimeFunctions, type Logger } from 'pino'
import { codeOf, messageOf } from '../errors.ts'
import { logSink, type LogSink } from './log-sink.ts'

// Keys of secrets, at the top of a log line and one level below.
const secrets = [
  'token',
  'tokenKeys',
  'adminToken',
  'password',
  'secret',
  'authorization',
  'databaseUrl',
  'eventstoreUrl',
  'url.password',
]

/** Creates the process's logger: one line of JSON each on standard error, with secrets left out. */
export function createLogger(level: string, sink: Pick<LogSink, 'write'> = logSink): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => tellError(error) },
      formatters: { level: label => ({ level: label }) },
      redact: {
        paths: [
          ...secrets,
          ...secrets.map(key => `*.${key}`),
          'req.headers.authorization',
          'req.headers["x-agent-token"]',
          'req.headers.cookie',
        ],
        censor: '[hidden]',
      },
    },
    sink,
  )
}

const longestStack = 4_000
const deepestCause = 3

/** Tells an error of whatever shape: what it says of itself may be anything, and may be a secret in a field that nobody knows. */
function tellError(error: unknown, depth = 0): object {
  const code = codeOf(error)
  const stack = textOf(error, 'stack')?.slice(0, longestStack)
  const cause = depth < deepestCause ? memberOf(error, 'cause') : undefined
  return {
    type: textOf(error, 'name')?.slice(0, 100) ?? typeof error,
    message: messageOf(error),
    ...(code !== undefined && { code }),
    ...(stack !== undefined && { stack }),
    ...(cause !== undefined && { cause: tellError(cause, depth + 1) }),
  }
}

function textOf(error: unknown, name: string): string | undefined {
  const text = memberOf(error, name)
  return typeof text === 'string' && text !== '' ? text : undefined
}

// A getter may throw.
function memberOf(error: unknown, name: string): unknown {
  try {
    return Reflect.get(Object(error), name)
  } catch {
    return undefined
  }
}
