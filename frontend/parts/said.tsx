import { Time } from './time.tsx'

const utcTime = /(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/

/** A sentence as it was recorded, whose times are told as the reader's other times are. */
export function Said({ text }: { readonly text: string }) {
  const [first, ...rest] = text.split(utcTime)
  return (
    <>
      {first}
      {rest.map((piece, index) =>
        utcTime.test(piece) ? <Time key={index} at={piece} within="row" /> : piece,
      )}
    </>
  )
}
