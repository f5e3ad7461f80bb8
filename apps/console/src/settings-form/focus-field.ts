/**
 * Brings a field of the form into view and puts the cursor in it: `settings.people.bases` finds the first input of
 * that list too. Returns false when the field is not on this page.
 */
export function focusField(path: string): boolean {
  for (let at = path; at.includes('.') || at === path; at = at.slice(0, at.lastIndexOf('.'))) {
    const element =
      document.querySelector<HTMLElement>(`#${CSS.escape(at)}`) ??
      document.querySelector<HTMLElement>(`[id^="${CSS.escape(at)}."]`)
    if (element) {
      element.scrollIntoView({ block: 'center' })
      element.focus({ preventScroll: true })
      return true
    }
    if (!at.includes('.')) return false
  }
  return false
}

/** Goes to the first faulty field on this page; else to the list of those on other pages. */
export function focusFault(errors: readonly { path: string }[]): void {
  if (errors.some(({ path }) => focusField(path))) return
  document.querySelector<HTMLElement>('#errors-elsewhere')?.focus()
}
