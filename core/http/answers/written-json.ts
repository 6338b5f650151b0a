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

/** What was made last of the text of each of many things. */
export interface TextMemo {
  /** What was made of this very text. */
  get(id: string, text: string): string | undefined
  put(id: string, text: string, made: string): void
}

/**
 * Remembers what was made of texts, so many characters at most; what nobody asks for goes first. What is made must depend on the text
 * alone: then nothing that is remembered can be outdated. Texts are found by the ids of what they are of, and compared: that is ten
 * times as fast as to look a text of some KB up.
 */
export function createTextMemo(mostCharacters: number): TextMemo {
  let fresh = new Map<string, Made>()
  let older = new Map<string, Made>()
  let characters = 0

  function put(id: string, one: Made): void {
    fresh.set(id, one)
    characters += one.text.length + one.made.length
    if (characters <= mostCharacters / 2) return
    older = fresh
    fresh = new Map()
    characters = 0
  }

  return {
    get(id, text) {
      const known = fresh.get(id)
      if (known?.text === text) return known.made
      const kept = older.get(id)
      if (kept?.text !== text) return undefined
      put(id, kept)
      return kept.made
    },
    put: (id, text, made) => put(id, { text, made }),
  }
}

interface Made {
  readonly text: string
  readonly made: string
}
