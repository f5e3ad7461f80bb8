import { Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type Props = ButtonProps & Omit<ComponentProps<'a'>, keyof ButtonProps>

/** A link that looks like a button, for going somewhere; typed as the router's own. */
export const ButtonLink = createLink((props: Props) => <Button component="a" {...props} />)
