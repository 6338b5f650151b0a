import { destination, pino, stdTimeFunctions, type Logger } from 'pino'

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
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
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
    destination({ dest: 2, sync: true }),
  )
}
