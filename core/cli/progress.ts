import { SingleBar } from 'cli-progress'

/** Shows how far long work is. */
export interface Progress {
  update(done: number, total: number, note: string): void
  end(): void
}

const silent: Progress = { update: () => undefined, end: () => undefined }

/** Creates a progress bar on standard error where that is a terminal; elsewhere nothing is shown. */
export function createProgress(label: string): Progress {
  if (!process.stderr.isTTY) return silent
  const bar = new SingleBar({
    format: `${label} [{bar}] {percentage}% {note}`,
    hideCursor: true,
    clearOnComplete: true,
  })
  bar.start(1, 0, { note: '' })
  return {
    update(done, total, note) {
      bar.setTotal(Math.max(total, 1))
      bar.update(Math.min(done, total), { note })
    },
    end: () => bar.stop(),
  }
}
