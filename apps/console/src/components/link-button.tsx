import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type AnchorPart<Own> = Own &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Own> & { ref?: Ref<HTMLAnchorElement> }

/** A button that goes to a page, with the router's typed `to` and `search`. */
export const LinkButton = createLink((props: AnchorPart<ButtonProps>) => <Button component="a" {...props} />)

/** A link in text that goes to a page, with the router's typed `to` and `search`. */
export const LinkAnchor = createLink((props: AnchorPart<AnchorProps>) => <Anchor {...props} />)
