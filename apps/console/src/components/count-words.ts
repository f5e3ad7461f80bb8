import { writeNumber } from '@bindery/contract'
/** "1 group", "1,204 groups"; a plural that does not end in s is given. */
export const countWords = (count: number, one: string, many = `${one}s`) =>
  `${writeNumber(count)} ${count === 1 ? one : many}`
