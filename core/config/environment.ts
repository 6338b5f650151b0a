/** The environment of this process, for the settings and the command line. */
export const environment: Readonly<Record<string, string | undefined>> = process.env
