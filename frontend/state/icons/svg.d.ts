/** An image, by the address at which it is served. */
declare module '*.svg' {
  const address: string
  export default address
}
