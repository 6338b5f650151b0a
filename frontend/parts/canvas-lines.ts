/** A place on a canvas, in its own pixels. */
export type Point = readonly [x: number, y: number]

/** Draws a line through points. */
export function line(ctx: CanvasRenderingContext2D, points: readonly Point[]): void {
  trace(ctx, points)
  ctx.stroke()
}

/** Makes the path through points, and draws nothing. */
export function trace(ctx: CanvasRenderingContext2D, points: readonly Point[]): void {
  ctx.beginPath()
  for (const [place, [x, y]] of points.entries())
    if (place === 0) ctx.moveTo(x, y)
    else ctx.lineTo(x, y)
}

/** A colour so faint that what lies behind it is seen. */
export function faint(colour: string): string {
  return `color-mix(in srgb, ${colour} 16%, transparent)`
}
