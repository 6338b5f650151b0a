/** What comes before the name of a file, in the TAP of several. */
export const heading = 'tests of '
