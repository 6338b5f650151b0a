import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

// Node strips types itself from 22.18 on.
const nodeStrips = 'typescript' in process.features && Boolean(process.features.typescript)

/** Tells whether a module is TypeScript that this Node does not read by itself. */
export function isTypeScript(url: string): boolean {
  return !nodeStrips && url.startsWith('file:') && /\.m?ts$/.test(url)
}

/** Reads a TypeScript module and blanks its types out, so that every line and column stays where it is. */
export async function stripTypes(url: string): Promise<string> {
  const path = fileURLToPath(url)
  const { transformSync } = await import('@swc/wasm-typescript')
  return transformSync(await readFile(path, 'utf8'), { mode: 'strip-only', filename: path }).code
}
