import { useEffect } from 'react'
import { isTyping } from './is-typing.ts'

type Handlers = Readonly<Record<string, () => void>>

/** Single keys for the page, such as j and k; never while someone types or a dialog asks something. */
export function useListKeys(handlers: Handlers): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const handler = handlers[event.key]
      if (!handler || isTyping(event)) return
      // The row's own drawer keeps the keys; a question does not.
      const dialogs = [...document.querySelectorAll('[role="dialog"]')]
      if (dialogs.some((dialog) => !dialog.querySelector('[data-list-keys]'))) return
      event.preventDefault()
      handler()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [handlers])
}
