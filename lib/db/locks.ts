/** Keys of PostgreSQL's advisory locks: one number space for the whole database, so they stand together. */
export const ADVISORY_LOCKS = {
  /** "rstk" and a number of our own: other software in the same database has its own. */
  migrations: 0x7273746b01,
  /** Who serves from an embedded folder. */
  embeddedPanel: 0x7273746b02,
  /** The instance that asks the master about the customers. */
  statusChecks: 0x7273746b04,
  /** Who changes the list of plans: one setting holds them all. */
  plans: 0x7273746b05,
  /** Who claims mails about safety that are due. */
  securityMails: 0x7273746b06,
  /** Who gives a host or an order a shop's reference. */
  references: 0x7273746b07,
  /** The instance that asks the OpenID provider about its sessions. */
  providerProofs: 0x7273746b08,
  /** Who gives events of the fleet their positions. */
  fleetEvents: 0x7273746b09,
  /** First of two numbers; the second is a domain name's hash. Such pairs are a number space of their own. */
  domainName: 0x7273746b,
  /** The same way; the second is an account's hash. */
  batchesOf: 0x7273746c,
  /** The same way; the second is a tenancy's hash. */
  schedulesOf: 0x7273746d,
  /** The same way; the second is a customer number's or a host id's hash. */
  notesAbout: 0x7273746e,
  /** The same way; the second is the hash of a tenancy, or of a customer number. */
  alarmsOf: 0x72737470,
} as const;
