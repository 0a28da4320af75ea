import type { ActionResult } from "@/lib/action-result";

/** The sentence for what went wrong, by reason or code, its `{seconds}` filled in; null where nothing did. */
export function faultText(result: ActionResult | null, faults: Record<string, string>): string | null {
  if (!result || result.ok) {
    return null;
  }
  const text = faults[result.reason ?? ""] ?? faults[result.code] ?? faults.internal ?? "";
  const numbered = text.replace("{seconds}", String(result.waitSeconds ?? 1));
  return result.ref
    ? (faults.withReference ?? "{text} ({ref})").replace("{text}", numbered).replace("{ref}", result.ref)
    : numbered;
}
