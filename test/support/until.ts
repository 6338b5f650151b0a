/** Asks again and again until `condition` holds; fails after `withinMs`, saying what never came true. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 60_000,
): Promise<void> {
  const deadlineMs = performance.now() + withinMs
  while (!(await condition())) {
    if (performance.now() > deadlineMs) throw new Error(`it never came true that ${what}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
