/** A body that is JSON already: it is sent as it is, and only read where it is checked. */
export class WrittenJson {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** What it says, for whoever writes what it is a part of. */
  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}

/** A list of items that are JSON already. */
export function writtenList(items: readonly string[]): WrittenJson {
  return new WrittenJson(`[${items.join(',')}]`)
}

/** What was made of texts. */
export interface TextMemo {
  get(text: string): string | undefined
  put(text: string, made: string): void
}

/**
 * Remembers what was made of texts, so many characters at most; what nobody asks for goes first. What is made must depend on the text
 * alone: then nothing that is remembered can be outdated.
 */
export function createTextMemo(mostCharacters: number): TextMemo {
  let fresh = new Map<string, string>()
  let older = new Map<string, string>()
  let characters = 0

  function put(text: string, made: string): void {
    fresh.set(text, made)
    characters += text.length + made.length
    if (characters <= mostCharacters / 2) return
    older = fresh
    fresh = new Map()
    characters = 0
  }

  return {
    get(text) {
      const known = fresh.get(text)
      if (known !== undefined) return known
      const kept = older.get(text)
      if (kept !== undefined) put(text, kept)
      return kept
    },
    put,
  }
}
