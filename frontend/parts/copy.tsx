import { useState } from 'preact/hooks'
import { asOf } from '../api/as-of.ts'
import { commandAsOf, curlOf, pathAsOf } from '../words/command-lines.ts'

interface CopyProps {
  /** Path and query of the answer that the page shows. */
  readonly path: string
  /** The command that gives the same; without it there is none. */
  readonly command?: string | undefined
}

/** The same answer from a terminal, as `curl` and `decklog` lines to copy. The token is never in them: the shell has it. */
export function Copy({ path, command }: CopyProps) {
  const lines = [
    ...(command === undefined ? [] : [commandAsOf(command, asOf.value)]),
    curlOf(location.origin, pathAsOf(path, asOf.value)),
  ]
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
