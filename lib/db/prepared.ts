import "server-only";
import { type Database, database } from "./connection";

/**
 * For what every request reads: its SQL is written once for each open database, and PostgreSQL parses it once for each
 * connection. The statement's own name, given to `prepare`, must be no other statement's.
 */
export function prepared<T>(make: (db: Database) => T): () => T {
  const made = new WeakMap<Database, T>();
  return () => {
    const db = database();
    const known = made.get(db);
    if (known !== undefined) {
      return known;
    }
    const fresh = make(db);
    made.set(db, fresh);
    return fresh;
  };
}
