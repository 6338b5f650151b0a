import { stringify } from 'csv-stringify/sync'

/**
 * A table as CSV by RFC 4180: the head first, CRLF behind each line, what needs it in quotes. A cell that a spreadsheet would take for a formula
 * begins with an apostrophe, so that text of others calculates nothing there.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify(
    [head, ...rows].map(row => [...row]),
    {
      record_delimiter: 'windows',
      escape_formulas: true,
      quoted_match: /[\r\n]/,
    },
  )
}
