export const secretNames = ['bindPassword', 'clientKey'] as const
export type SecretName = (typeof secretNames)[number]
