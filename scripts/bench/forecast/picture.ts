import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Told } from './judge.ts'
import { hour } from './series.ts'

const width = 720
const height = 260
const margin = 36

const pictures = {
  'forecast-fill.svg': 'fill with 15 % deleted 8 h in',
  'forecast-rotation.svg': 'rotation every 12 h, 15 %, down to 15 % free',
} as const

/** Draws what two disks did and what was foreseen of them: use as a line, warned and critical times as bars beneath it. */
export async function writePictures(folder: string, told: readonly Told[]): Promise<void> {
  for (const [file, name] of Object.entries(pictures)) {
    const one = told.find(({ series }) => series.name === name)
    if (one) await writeFile(join(folder, file), draw(one))
  }
}

function draw({ series, said }: Told): string {
  const end = said.at(-1)?.atSeconds ?? 1
  const x = (seconds: number): number => margin + ((width - 2 * margin) * seconds) / end
  const y = (percent: number): number => height - margin - ((height - 2 * margin) * percent) / 100
  const at = (value: number): string => value.toFixed(1)
  const line = said.map(({ atSeconds, share }) => `${at(x(atSeconds))},${at(y(100 - share))}`)
  const cones = said.flatMap(({ atSeconds, share, forecast }, index) => {
    if (!forecast || index % 24 !== 0) return []
    const [low, high] = [forecast.lowSeconds, forecast.highSeconds].map(seconds =>
      at(Math.min(x(atSeconds + seconds), width - margin)),
    )
    const from = `${at(x(atSeconds))},${at(y(100 - share))}`
    return [
      `<polygon points="${from} ${low},${at(y(100))} ${high},${at(y(100))}" fill="#2a56c6" opacity="0.12"/>`,
    ]
  })
  const step = (x(end) - x(0)) / said.length
  const bars = said.flatMap(({ atSeconds, decklog }) =>
    decklog === 0
      ? []
      : [
          `<rect x="${at(x(atSeconds))}" y="${height - margin + 6}" width="${at(step + 0.5)}" height="8" fill="${decklog === 2 ? '#b42318' : '#865600'}"/>`,
        ],
  )
  const hours = Array.from({ length: Math.floor(end / (12 * hour)) + 1 }, (_, index) => index * 12)
  const labels = hours.map(
    hours =>
      `<text x="${at(x(hours * hour))}" y="${height - 4}" text-anchor="middle">${hours} h</text>`,
  )
  const levels = [0, 50, 100].map(
    percent =>
      `<line x1="${margin}" x2="${width - margin}" y1="${at(y(percent))}" y2="${at(y(percent))}" stroke="#dfddd7"/><text x="${margin - 4}" y="${at(y(percent) + 4)}" text-anchor="end">${percent}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="11" fill="#565a62">
<title>${series.name}: percent used over hours; cones to the foreseen end every two hours; warned (brown) and critical (red)</title>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${[...levels, ...labels, ...cones].join('\n')}
<polyline points="${line.join(' ')}" fill="none" stroke="#1b1d21" stroke-width="1.5"/>
${bars.join('\n')}
</svg>
`
}
