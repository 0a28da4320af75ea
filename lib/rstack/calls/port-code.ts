/** The numbers 0 and 1 are the vendor's words for other things: as ports they are sent nowhere. */
export function portCode(port: "first" | "random" | number): number {
  if (typeof port === "number") {
    return port >= 10_000 ? port : Number.NaN;
  }
  return port === "first" ? 0 : 1;
}
