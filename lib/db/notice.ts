/**
 * What the instances tell each other over LISTEN/NOTIFY. Only that something changed, never what: who hears it reads
 * the row, so a lost or doubled notice does no harm. `resync` is made locally after the listening connection was lost.
 */
export type Notice =
  | { type: "operation"; vmId: string; operationId: string }
  | { type: "host"; vmId: string }
  | { type: "owner"; userId: string }
  | { type: "session"; sessionId: string }
  | { type: "account"; accountId: string }
  /** What the bell of this account counts. */
  | { type: "bell"; accountId: string }
  /** This one event stream has to give way to a newer one of its session. */
  | { type: "stream"; streamId: string }
  /** Some customer's row in RStack was changed. */
  | { type: "customer" }
  | { type: "master" }
  /** The provider's settings or announcements. */
  | { type: "provider" }
  | { type: "resync" };
