export const subjectKinds = ['person', 'group'] as const
export type SubjectKind = (typeof subjectKinds)[number]

export const sides = ['accounts', 'directory'] as const
export type Side = (typeof sides)[number]
