/** Reads a text file by its absolute path; undefined when there is none. */
export type ReadText = (path: string) => string | undefined
