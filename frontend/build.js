import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath, URL } from 'node:url'

// Writes dist/frontend: `index.html`, and beside it in `assets/` what it loads, each named by the digest of what it holds.
// What is there of the same sources stays.

const here = fileURLToPath(new URL('.', import.meta.url))
const out = join(here, '..', 'dist', 'frontend')
const assets = join(out, 'assets')
const stamp = join(out, '.built')

const sources = await digestOfSources()
if ((await readFile(stamp, 'utf8').catch(() => '')) !== sources) await bundle()

async function bundle() {
  await rm(stamp, { force: true })
  await rm(assets, { recursive: true, force: true })
  await mkdir(assets, { recursive: true })
  // The one in WebAssembly: the same for every machine that builds, images included, and nothing that an installation has to run.
  const { build } = await import('esbuild-wasm')
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: ['main.tsx', 'style/main.css'],
    outdir: assets,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets',
    loader: { '.svg': 'file' },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: ['es2022', 'chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    metafile: true,
    legalComments: 'linked',
    logLevel: 'warning',
  })
  await writeFile(join(out, 'index.html'), await page(metafile))
  await writeFile(stamp, sources)
}

async function page({ outputs }) {
  const written = new Map(
    Object.entries(outputs).flatMap(([path, { entryPoint }]) =>
      entryPoint === undefined ? [] : [[entryPoint, `/assets/${basename(path)}`]],
    ),
  )
  const icon = await readFile(join(here, 'icon.svg'))
  const iconName = `icon-${digest(icon).slice(0, 8)}.svg`
  await writeFile(join(assets, iconName), icon)
  const text = await readFile(join(here, 'index.html'), 'utf8')
  return text
    .replace('main.tsx', written.get('main.tsx'))
    .replace('style/main.css', written.get('style/main.css'))
    .replace('icon.svg', `/assets/${iconName}`)
}

async function digestOfSources() {
  const files = await readdir(here, { recursive: true, withFileTypes: true })
  const paths = files.filter(one => one.isFile()).map(one => join(one.parentPath, one.name))
  const all = [...paths.sort(), join(here, '..', 'package-lock.json')]
  const contents = await Promise.all(all.map(path => readFile(path)))
  return digest(...all.flatMap((path, at) => [path, digest(contents[at])]))
}

function digest(...parts) {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
