import { DataError } from '../data-error.ts'

/** Refuses, in words, a Node.js on which the SQLite driver would crash the process as it loads. */
export function checkRuntime(versions: { readonly node: string }): void {
  const major = Number.parseInt(versions.node, 10)
  if (major >= 22) return
  throw new DataError(
    `Bindery’s database needs Node.js 22 or newer; this is ${versions.node}. ` +
      'Start Bindery with its own command, which brings a fitting Node.js, or install a newer one.',
  )
}
