/** In a pattern of `t.match`: a list with nothing in it. `[]` there is the beginning of any list. */
export const emptyList = { length: 0 }
