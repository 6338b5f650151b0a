import { type ErrorCode, errorCodes } from '../../core/errors.ts'
import { problemStatuses } from '../../core/http/answers/problem.ts'
import { table } from './table.ts'

/** The reference of every error code. */
export function errorsPage(): string {
  const codes = Object.keys(errorCodes) as ErrorCode[]
  return `# Errors

Errors of the API are \`application/problem+json\` (RFC 9457) with \`type\`, \`title\`, \`status\`, \`detail\`, \`instance\`, \`code\`
and \`errors[]\` (\`field\`, \`message\`). The code is stable; the text is for people.

${table(
  ['code', 'status', 'meaning'],
  codes.map(code => [`\`${code}\``, String(problemStatuses[code].status), errorCodes[code]]),
)}
`
}
