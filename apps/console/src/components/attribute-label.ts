import { localAttribute, type SubjectKind } from '@bindery/contract'

/** The name of a local attribute on screen; one that is not known is shown as it is. */
export function attributeLabel(attribute: string, subject?: SubjectKind): string {
  const known = subject
    ? localAttribute(subject, attribute)
    : (localAttribute('person', attribute) ?? localAttribute('group', attribute))
  return known?.label ?? attribute
}
