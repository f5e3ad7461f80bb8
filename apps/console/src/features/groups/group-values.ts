import { groupAttributes, groupPatchSchema, type Group, type GroupInput } from '@bindery/contract'

/** Every field of a group as the form holds it. */
export const groupFormSchema = groupPatchSchema.required()
export const emptyGroup: GroupInput = { name: '', description: '' }

/** The editable part of a group. */
export const valuesOfGroup = ({ name, description }: Group): GroupInput => ({ name, description })

/** The name of a field on screen. */
export const labelOf = (field: string) => groupAttributes[field as keyof GroupInput]?.label ?? field
