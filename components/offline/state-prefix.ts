/** Begins the name of every cache with a kept state. By itself: the sign-in page needs nothing else of `rules.ts`. */
export const STATE_PREFIX = "panel-state-";
