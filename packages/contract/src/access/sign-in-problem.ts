/** Why a sign-in with a provider ended where it began: `problem` in the address of the sign-in page, and its words. */
export const signInProblems = {
  off: 'Sign-in with the provider is switched off.',
  unreachable: 'The provider cannot be reached just now. Try again later, or sign in as a local user.',
  refused: 'The provider did not sign you in.',
  over: 'This took longer than ten minutes, or was begun in another browser. Try again.',
  invalid: 'The provider’s answer could not be trusted. An admin finds the cause in the log of the server.',
  no_role: 'The provider knows you, but gives you no role here. Ask an admin.',
  name_taken: 'Somebody else here has your username. Ask an admin.',
  disabled: 'Your user here is disabled. Ask an admin.',
  other_person: 'The provider signed in somebody else than you. Sign in there as yourself.',
} as const
export type SignInProblem = keyof typeof signInProblems
