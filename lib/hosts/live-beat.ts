/**
 * An event stream that has nothing to tell says so this often. A page that hears nothing for longer takes it for lost: a
 * phone in a tunnel, or a router that forgot the connection, ends it without a word.
 */
export const BEAT_MS = 10_000;
