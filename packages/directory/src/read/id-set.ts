const idWords = 4
const idBytes = 16
/** Entries in one piece of what is kept of a set. */
const perChunk = 50_000

/**
 * A set of 16-byte ids, of which there may be as many as entries in a directory: 32 to 64 bytes for each. Each may have a
 * mark of so many words, which takes as many bytes more.
 */
export class IdSet {
  readonly #markWords: number
  readonly #width: number
  #slots: Uint32Array
  #size = 0

  /** `expected`: about how many there will be. */
  constructor(markWords = 0, expected = 0) {
    this.#markWords = markWords
    this.#width = idWords + markWords
    this.#slots = new Uint32Array(Math.max(1024, 2 ** Math.ceil(Math.log2(expected * 2 + 2))) * this.#width)
  }

  /** The set that these chunks were made of. */
  static from(chunks: readonly string[], markWords: number): IdSet {
    const bytes = (idWords + markWords) * 4
    const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
    const set = new IdSet(markWords, (length * 3) / 4 / bytes)
    for (const chunk of chunks) {
      const all = Buffer.from(chunk, 'base64')
      for (let at = 0; at < all.length; at += bytes)
        set.add(all.subarray(at, at + idBytes), all.subarray(at + idBytes, at + bytes))
    }
    return set
  }

  get size(): number {
    return this.#size
  }

  /** The id of nothing but zeros is never in it. Of one that is in it already the mark changes. */
  add(id: Buffer, mark?: Buffer): void {
    if (this.#size * 2 >= this.#slots.length / this.#width) this.#grow()
    const at = this.#find(id)
    if (this.#isFree(at)) this.#size += 1
    for (let word = 0; word < idWords; word += 1) this.#slots[at + word] = id.readUInt32BE(word * 4)
    for (let word = 0; word < this.#markWords; word += 1)
      this.#slots[at + idWords + word] = mark?.readUInt32BE(word * 4) ?? 0
  }

  /** Whether it is there, with this mark if one is given. */
  has(id: Buffer, mark?: Buffer): boolean {
    const at = this.#find(id)
    if (this.#isFree(at)) return false
    for (let word = 0; mark !== undefined && word < this.#markWords; word += 1)
      if (this.#slots[at + idWords + word] !== mark.readUInt32BE(word * 4)) return false
    return true
  }

  /** The ids that are not in another set. */
  *missingFrom(other: IdSet): Generator<Buffer> {
    const id = Buffer.alloc(idBytes)
    for (let at = 0; at < this.#slots.length; at += this.#width) {
      if (this.#isFree(at)) continue
      this.#copy(at, idWords, id, 0)
      if (!other.has(id)) yield Buffer.from(id)
    }
  }

  /** All of it as text, in pieces. */
  *chunks(): Generator<string> {
    const bytes = this.#width * 4
    const chunk = Buffer.alloc(Math.min(perChunk, this.#size) * bytes)
    let length = 0
    for (let at = 0; at < this.#slots.length; at += this.#width) {
      if (this.#isFree(at)) continue
      this.#copy(at, this.#width, chunk, length)
      length += bytes
      if (length < chunk.length) continue
      yield chunk.toString('base64')
      length = 0
    }
    if (length > 0) yield chunk.toString('base64', 0, length)
  }

  #copy(at: number, words: number, to: Buffer, offset: number): void {
    for (let word = 0; word < words; word += 1)
      to.writeUInt32BE(this.#slots[at + word] ?? 0, offset + word * 4)
  }

  #isFree(at: number): boolean {
    for (let word = 0; word < idWords; word += 1) if (this.#slots[at + word] !== 0) return false
    return true
  }

  /** Where this id is, or the free place where it belongs. */
  #find(id: Buffer): number {
    const slots = this.#slots
    const last = slots.length / this.#width - 1
    const a = id.readUInt32BE(0)
    const b = id.readUInt32BE(4)
    const c = id.readUInt32BE(8)
    const d = id.readUInt32BE(12)
    for (let slot = mix(mix(mix(mix(0, a), b), c), d) & last; ; slot = (slot + 1) & last) {
      const at = slot * this.#width
      const isHere = slots[at] === a && slots[at + 1] === b && slots[at + 2] === c && slots[at + 3] === d
      if (isHere || this.#isFree(at)) return at
    }
  }

  #grow(): void {
    const before = this.#slots
    this.#slots = new Uint32Array(before.length * 2)
    const id = Buffer.alloc(idBytes)
    for (let at = 0; at < before.length; at += this.#width) {
      for (let word = 0; word < idWords; word += 1) id.writeUInt32BE(before[at + word] ?? 0, word * 4)
      const to = this.#find(id)
      this.#slots.set(before.subarray(at, at + this.#width), to)
    }
  }
}

const mix = (mixed: number, word: number) => Math.imul(mixed ^ word, 0x9e3779b1) >>> 0
