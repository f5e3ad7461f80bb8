/**
 * Under this name it is counted how many people are in groups as their primary group, and told when none can be read any
 * more (rule 6).
 */
export const primaryGroup = 'primarygroupid'
