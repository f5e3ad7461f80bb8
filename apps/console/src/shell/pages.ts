import type { Permission } from '@bindery/contract'
import {
  IconAdjustments,
  IconApi,
  IconArrowsExchange,
  IconFlag,
  IconHistory,
  IconHome,
  IconKey,
  IconListDetails,
  IconPlug,
  IconShieldCheck,
  IconUser,
  IconUserPause,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react'

/**
 * The pages in the order of the navigation; `words` are what else one might search them by, `permission` what it takes to see
 * them, where it is more than to look.
 */
export const pages = [
  { to: '/', label: 'Overview', icon: IconHome, words: 'home status', group: '' },
  { to: '/sync', label: 'Sync', icon: IconArrowsExchange, words: 'preview plan apply', group: '' },
  { to: '/conflicts', label: 'Conflicts', icon: IconFlag, words: 'decide inbox match', group: '' },
  { to: '/people', label: 'People', icon: IconUser, words: 'accounts users', group: '' },
  {
    to: '/holds',
    label: 'Holds',
    icon: IconUserPause,
    words: 'suspended gone vanished release deadline',
    group: '',
  },
  { to: '/groups', label: 'Groups', icon: IconUsers, words: 'members', group: '' },
  {
    to: '/settings/connection',
    label: 'Connection',
    icon: IconPlug,
    words: 'server ldap tls bind password base test',
    group: 'Settings',
  },
  {
    to: '/settings/mapping',
    label: 'Mapping',
    icon: IconAdjustments,
    words: 'attributes rules matching',
    group: 'Settings',
  },
  {
    to: '/settings/policy',
    label: 'Policy',
    icon: IconShieldCheck,
    words: 'direction authority guard hold limits',
    group: 'Settings',
  },
  { to: '/runs', label: 'Runs', icon: IconHistory, words: 'history journal operations', group: 'History' },
  {
    to: '/admin/users',
    label: 'Users',
    icon: IconUserShield,
    words: 'roles admins invite sessions disable',
    group: 'Admin',
    permission: 'users',
  },
  {
    to: '/admin/tokens',
    label: 'Tokens',
    icon: IconApi,
    words: 'api programs secret curl',
    group: 'Admin',
    permission: 'tokens',
  },
  {
    to: '/admin/sign-in',
    label: 'Sign-in',
    icon: IconKey,
    words: 'login sso oidc openid password roles',
    group: 'Admin',
    permission: 'users',
  },
  {
    to: '/admin/audit',
    label: 'Audit',
    icon: IconListDetails,
    words: 'who did what log history export',
    group: 'Admin',
    permission: 'audit',
  },
] as const satisfies readonly { permission?: Permission; [key: string]: unknown }[]
export type Page = (typeof pages)[number] & { readonly permission?: Permission }
