/** "1 group", "1,204 groups"; a plural that does not end in s is given. */
export const countWords = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
