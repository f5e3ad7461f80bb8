const wordsPerId = 4

/** A set of 16-byte ids, of which there may be as many as entries in a directory: 32 to 64 bytes for each. */
export class IdSet {
  #slots = new Uint32Array(1024 * wordsPerId)
  #size = 0

  /** The id of nothing but zeros is never in it. */
  add(id: Buffer): void {
    if (this.#size * 2 >= this.#slots.length / wordsPerId) this.#grow()
    const words = wordsOf(id)
    const at = this.#find(words)
    if (this.#isFree(at)) this.#size += 1
    this.#slots.set(words, at)
  }

  has(id: Buffer): boolean {
    return !this.#isFree(this.#find(wordsOf(id)))
  }

  #isFree(at: number): boolean {
    return this.#slots.subarray(at, at + wordsPerId).every((word) => word === 0)
  }

  /** The slot of this id, or the free one where it belongs. */
  #find(words: Words): number {
    const count = this.#slots.length / wordsPerId
    let slot = words.reduce((mixed, word) => Math.imul(mixed ^ word, 0x9e3779b1) >>> 0, 0) & (count - 1)
    for (;;) {
      const at = slot * wordsPerId
      if (words.every((word, index) => this.#slots[at + index] === word) || this.#isFree(at)) return at
      slot = (slot + 1) & (count - 1)
    }
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Uint32Array(before.length * 2)
    for (let at = 0; at < before.length; at += wordsPerId) {
      const words = [0, 1, 2, 3].map((index) => before[at + index] ?? 0)
      if (words.some((word) => word !== 0)) this.#slots.set(words, this.#find(words))
    }
  }
}

type Words = readonly number[]

const wordsOf = (id: Buffer): Words => [0, 4, 8, 12].map((at) => id.readUInt32BE(at))
