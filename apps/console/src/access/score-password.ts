import { passwordRule } from '@bindery/contract'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })

/** From 0, guessed at once, to 4, as the server will score it. With its dictionaries it is large: fetched when it is used. */
export function scorePassword(password: string, known: readonly string[]): number {
  return judge.check(password, [...passwordRule.known, ...known]).score
}
