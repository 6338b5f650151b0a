import { useLayoutEffect, useRef } from 'preact/hooks'
import { exactBytes } from '../words/bytes.ts'
import { exactTime } from '../words/times.ts'

const id = 'tip'
const gap = 6

/** The one tip of a page: what is more exact of whatever has `data-tip`, on hover and focus. `Esc` takes it away. */
export function Tip() {
  const tip = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => (tip.current ? follow(tip.current) : undefined), [])
  return <div ref={tip} id={id} class="tip" role="tooltip" hidden />
}

function follow(tip: HTMLElement): () => void {
  let shownFor: Element | undefined
  const hide = (): void => {
    shownFor?.removeAttribute('aria-describedby')
    shownFor = undefined
    tip.hidden = true
  }
  const show = ({ target }: Event): void => {
    if (!(target instanceof Element) || tip.contains(target)) return
    const one = target.closest('[data-tip]') ?? ofRow(target)
    if (one === shownFor && one !== null) return
    hide()
    const text = one && textOf(one)
    if (!one || !text) return
    tip.textContent = text
    tip.hidden = false
    place(tip, one.getBoundingClientRect())
    one.setAttribute('aria-describedby', id)
    shownFor = one
  }
  const onKey = ({ key }: KeyboardEvent): void => void (key === 'Escape' && hide())
  const ending = new AbortController()
  const { signal } = ending
  document.addEventListener('pointerover', show, { signal })
  document.addEventListener('focusin', show, { signal })
  document.addEventListener('focusout', hide, { signal })
  document.addEventListener('keydown', onKey, { signal })
  document.addEventListener('scroll', hide, { signal, capture: true, passive: true })
  return () => ending.abort()
}

// A row is one stop: what is more exact of it shows while its link has the focus.
function ofRow(target: Element): Element | null {
  if (!target.matches('.row-link:focus-visible')) return null
  return target.closest('.row')?.querySelector('[data-tip]') ?? null
}

function textOf(one: Element): string {
  const kind = one.getAttribute('data-tip') ?? ''
  if (kind === 'time') return exactTime(one.getAttribute('datetime') ?? '', { now: Date.now() })
  if (kind === 'bytes') return exactBytes(Number(one.getAttribute('value')))
  return kind
}

function place(tip: HTMLElement, { left, top, bottom }: DOMRect): void {
  const { offsetWidth, offsetHeight } = tip
  const right = document.documentElement.clientWidth - offsetWidth - gap
  const above = top - offsetHeight - gap
  tip.style.left = `${Math.max(gap, Math.min(left, right))}px`
  tip.style.top = `${above > gap ? above : bottom + gap}px`
}
