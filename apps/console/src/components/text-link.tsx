import { Anchor, type AnchorProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

type Props = AnchorProps & Omit<ComponentProps<'a'>, keyof AnchorProps>

/** A link in text, typed as the router's own. */
export const TextLink = createLink((props: Props) => <Anchor size="sm" {...props} />)
