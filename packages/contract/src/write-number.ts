/** A count as it is written for people: "1,204". */
export const writeNumber = (count: number) => count.toLocaleString('en')
