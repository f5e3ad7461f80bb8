const secrets =
  /^(userpassword|authpassword|unicodepwd|dbcspwd|ntpwdhistory|lmpwdhistory|supplementalcredentials|samba(nt|lm)password|sambapasswordhistory|pwdhistory|krb.*key|krbmkey|krbpwdhistory|ipanthash|ipatokenotpkey|trustauth(incoming|outgoing)|msds-managedpassword|mslaps-.*password|ms-mcs-admpwd)$/i

/** Is this an attribute whose values are never asked for, shown or kept: password hashes and keys? */
export function isSecretAttribute(name: string): boolean {
  return secrets.test(name.split(';', 1)[0] ?? name)
}
