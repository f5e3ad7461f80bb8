import { Button, CopyButton as Copied, type ButtonProps } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { announce } from './announce.tsx'

interface Props extends ButtonProps {
  value: string
  children: string
}

/** A button in words that copies, for what is shown once. */
export function CopyButton({ value, children, ...look }: Props) {
  return (
    <Copied value={value}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          {...look}
          leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={() => {
            copy()
            announce('Copied')
          }}
        >
          {copied ? 'Copied' : children}
        </Button>
      )}
    </Copied>
  )
}
