/** The errors of a form as path and message, in the order of the document. */
export function listErrors(errors: object): { path: string; message: string }[] {
  const found: { path: string; message: string }[] = []
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return
    if ('message' in node && typeof node.message === 'string') found.push({ path, message: node.message })
    for (const [key, inner] of Object.entries(node))
      if (!['ref', 'message', 'type', 'types'].includes(key) || Array.isArray(inner))
        visit(inner, path === '' ? key : key === 'root' ? path : `${path}.${key}`)
  }
  visit(errors, '')
  return found
}
