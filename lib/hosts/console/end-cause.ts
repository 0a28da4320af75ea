/** Why a console ended that nobody asked to end. `not-handed-over`: it opened, and could not be shown to who asked. */
export const END_CAUSES = [
  "signed-out",
  "session",
  "view",
  "handed-over",
  "guest",
  "not-handed-over",
] as const;
export type EndCause = (typeof END_CAUSES)[number];

/** As the ledger keeps it with the ending; null: somebody asked for it, or it ended no console. */
export function endCauseOf({ params }: { params: unknown }): EndCause | null {
  const cause: unknown = typeof params === "object" && params !== null ? Reflect.get(params, "cause") : null;
  return END_CAUSES.find((known) => known === cause) ?? null;
}
