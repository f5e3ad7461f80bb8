/** A set of positive integers, one bit each: what was seen, without keeping what it was. */
export class Bitmap {
  #bits = new Uint8Array(1024)

  add(id: number): void {
    const byte = id >> 3
    if (byte >= this.#bits.length) {
      const grown = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2))
      grown.set(this.#bits)
      this.#bits = grown
    }
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (id & 7))
  }

  has(id: number): boolean {
    return ((this.#bits[id >> 3] ?? 0) & (1 << (id & 7))) !== 0
  }

  delete(id: number): void {
    const byte = id >> 3
    if (byte < this.#bits.length) this.#bits[byte] = (this.#bits[byte] ?? 0) & ~(1 << (id & 7))
  }
}
