import { useState } from 'preact/hooks'

interface CopyProps {
  /** Path and query of the answer that the page shows. */
  readonly path: string
  /** The command that gives the same; without it there is none. */
  readonly command?: string | undefined
}

/** The same answer from a terminal, as `curl` and `decklog` lines to copy. The token is never in them: the shell has it. */
export function Copy({ path, command }: CopyProps) {
  const lines = [...(command === undefined ? [] : [command]), curlOf(location.origin, path)]
  return (
    <details class="copy">
      <summary>The same from a terminal</summary>
      {lines.map(line => (
        <CopyLine key={line} line={line} />
      ))}
    </details>
  )
}

/** One line, and what copies it. */
export function CopyLine({ line }: { readonly line: string }) {
  const [state, become] = useState<'idle' | 'copied' | 'refused'>('idle')
  const copy = (): void => {
    navigator.clipboard
      .writeText(line)
      .then(() => become('copied'))
      .catch(() => become('refused'))
  }
  const said = { idle: 'Copy', copied: 'Copied', refused: 'Select it by hand' } as const
  return (
    <p class="copy-line">
      <code>{line}</code>
      <button type="button" onClick={copy} aria-live="polite">
        {said[state]}
      </button>
    </p>
  )
}

/** The line for `curl` that reads a path; the token is that of the shell, as the command line takes it. */
export function curlOf(origin: string, path: string): string {
  return `curl -sS -H "Authorization: Bearer $DECKLOG_TOKEN" ${quoted(`${origin}${path}`)}`
}

/** A word of a command line, quoted where a shell would read it otherwise. */
export function quoted(word: string): string {
  if (/^[\w./:@%+,-]+$/.test(word)) return word
  return `'${word.replaceAll("'", `'\\''`)}'`
}
