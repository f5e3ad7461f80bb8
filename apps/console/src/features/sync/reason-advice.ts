import type { Reason } from '@bindery/contract'

/** For rows that are only told: what to do about it. Other reasons need nothing done. */
const advice: Partial<Record<Reason, string>> = {
  conflict_values:
    'Make both sides alike, on either side, or choose in Policy which side wins; then preview again.',
  conflict_ambiguous_match:
    'Several accounts or entries fit. Give them different values in the matching attribute, then preview again.',
  conflict_duplicate_key:
    'Two objects share a value that must tell them apart. Correct it on one of them, then preview again.',
  conflict_stronger_key_differs:
    'A stronger key says that these are two people. Correct the key if it is wrong, then preview again.',
  conflict_username_taken:
    'Another person has this username. Rename one of the two, then preview again. Bindery does not take accounts over.',
  conflict_recreated:
    'The entry was deleted and made anew under the same name. If it is the same person, remove the old account or rename it.',
  conflict_deleted_in_accounts:
    'Somebody deleted the account, and somebody else changed its entry. Decide in Conflicts whether the account comes back.',
  conflict_deleted_in_directory:
    'The entry is gone, and somebody changed the account. Decide in Conflicts whether the entry is made again.',
  skipped_missing_required:
    'Fill in the missing attribute on the other side, or make the mapping rule optional. Until then the account and its groups stay as they are.',
  skipped_invalid_value: 'Correct the value where it comes from. Until then the account and its groups stay.',
  skipped_no_stable_id:
    'The server gives this entry no stable id. Check what the bind account may read, or set the attribute in Connection.',
  skipped_schema_demands:
    'The server’s schema demands a value that no mapping rule gives. Add a rule or a default in Mapping.',
  withheld_incomplete_read:
    'The directory was not read completely, so nothing is removed. See the snapshot above, then preview again.',
  withheld_lookup_failed:
    'It did not appear and could not be looked up, so nothing is decided. Preview again when the server answers.',
  withheld_stale: 'This server lags behind what Bindery already knows. Preview again when it has caught up.',
  withheld_unreadable_attribute:
    'The attribute was readable before and is not now. Check the read rights of the bind account.',
  withheld_protected:
    'It is on the list of protected entries in Policy, so it is never removed, disabled or held.',
  withheld_no_status_attribute:
    'No attribute of the directory says whether a person is active. Map one in Mapping to carry this over.',
  withheld_changed_since:
    'Someone changed it after the run. Undoing would lose that, so it is left alone; change it by hand if you want it back.',
  withheld_depends_on_conflict: 'It waits for another row that is in conflict. Settle that one first.',
  policy_ask: 'The policy asks you: it is left out until you include it.',
}

/** What to do about a row with this reason; undefined where there is nothing to do. */
export const adviceFor = (reason: Reason): string | undefined => advice[reason]
