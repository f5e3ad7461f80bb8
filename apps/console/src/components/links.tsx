import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type LinkProps<Own> = Own & Omit<ComponentProps<'a'>, keyof Own>

/** A link that looks like a button, for going somewhere; typed as the router's own. */
export const ButtonLink = createLink((props: LinkProps<ButtonProps>) => <Button component="a" {...props} />)

/** A link in text; `inherit` takes the size of the words around it. */
export const TextLink = createLink((props: LinkProps<AnchorProps>) => <Anchor size="sm" {...props} />)

/** The way back to the list that a page belongs to, above its heading. */
export const BackLink = createLink((props: LinkProps<AnchorProps>) => (
  <Anchor size="sm" display="inline-block" mb={6} {...props} />
))
