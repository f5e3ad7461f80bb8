import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { isTyping } from './is-typing.ts'
import styles from './search-field.module.css'

interface Props {
  label: string
  placeholder: string
  /** What the list is searched for now; from the URL. */
  value: string
  onChange: (text: string) => void
}

/** Searches as one types, a moment later. “/” goes to it from anywhere on the page, Esc leaves it. */
export function SearchField({ label, placeholder, value, onChange }: Props) {
  const [text, setText] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const asked = useRef(value)
  const ask = useDebouncedCallback((next: string) => {
    asked.current = next
    onChange(next)
  }, 200)
  // The URL changed by other means: the back button, or “clear”.
  useEffect(() => {
    if (value !== asked.current) {
      asked.current = value
      setText(value)
    }
  }, [value])
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event) || document.querySelector('[aria-modal="true"]')) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    window.addEventListener('keydown', focus)
    return () => window.removeEventListener('keydown', focus)
  }, [])
  const type = (next: string) => {
    setText(next)
    ask(next.trim())
  }
  return (
    <TextInput
      ref={input}
      type="search"
      classNames={{ input: styles.input ?? '' }}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      maxLength={200}
      leftSection={<IconSearch size={15} aria-hidden="true" />}
      rightSection={
        text === '' ? (
          <Kbd size="xs" aria-hidden="true">
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label="Clear search" onClick={() => type('')} />
        )
      }
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        // The browser would empty the field.
        event.preventDefault()
        event.currentTarget.blur()
      }}
    />
  )
}
