/** The bell counts no further. */
export const MOST_UNREAD = 99;
