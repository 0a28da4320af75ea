/** Next's words for a form that no page of the panel sends. */
const WORDS =
  /does not match `origin` header|Invalid Server Actions request|is not valid JSON|Unexpected end of (form|JSON)/;

/**
 * Whether Next threw or printed this since it could not read a form, or the form came from another origin. That is no
 * error of the panel's, and anybody can send many. What the panel's own code could not read is an error.
 */
export function isUnreadableForm({
  message,
  stack,
}: {
  message: string;
  stack?: string | undefined;
}): boolean {
  const thrownAt = stack?.split("\n").find((line) => /^\s+at .*\//.test(line));
  return WORDS.test(message) && (thrownAt === undefined || thrownAt.includes("/next/dist/"));
}
